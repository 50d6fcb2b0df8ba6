/** What the charts of one run show: memory with its steps, and the load that caused it. */
import type { RunFold } from '../../src/core/run/fold';
import { byteAxis } from '../../src/report/scale';
import type { RunSeries } from '../model/run-series';
import { stepLevels } from '../model/step-levels';
import type { Translate } from '../text';
import type { Theme } from '../theme';
import { paintBandLabels, paintBands } from './bands';
import type { ChartSetup } from './chart-setup';
import { chosenStep } from './chosen-step';
import { paintStairs } from './paint-stairs';
import { millisecondAxis, rateAxis } from './scales';
import { settledAt } from './scene';
import { stepAt } from './step-at';
import { type PlacedLabel, paintStepLabels, placedLabels } from './step-labels';
import type { TimeView } from './time-view';

export interface RunOnChart {
  fold: RunFold;
  series: RunSeries;
  view: TimeView;
  selection: { readonly step: number | undefined; select(step: number | undefined): void };
  theme(): Theme;
  t: Translate;
  /** whether the load is drawn too */
  loadShown(): boolean;
}

const HEADROOM = 20;

/** Seconds: the band of a phase that goes on grows, and its label moves. */
function openPhaseFrom({ phases, now }: RunFold): number {
  return phases.at(-1)?.from ?? now;
}

export function memorySetup(run: RunOnChart): ChartSetup {
  const { fold, series, view, selection, theme, t } = run;
  let labels: PlacedLabel[] = [];
  return {
    left: byteAxis,
    roomRight: run.loadShown,
    timeLabels: true,
    headroom: HEADROOM,
    theme,
    content: () => {
      const colours = theme();
      const steps = stepLevels(fold, series.rss);
      const lines = [
        { pyramid: series.rss, colour: colours.rss, width: 1.5, fill: colours.rssFill },
        { pyramid: series.anon, colour: colours.anon, width: 1, dash: [2, 2] as const },
        { pyramid: series.file, colour: colours.file, width: 1 },
      ].filter(({ pyramid }) => pyramid.length > 0);
      return {
        lines,
        decides: [selection.step, fold.phases.length, ...steps.map(({ step }) => step)],
        settled: settledAt(lines, openPhaseFrom(fold)),
        backdrop: (context, geometry) => {
          paintBands(context, fold.phases, view, geometry, colours);
          paintBandLabels(context, fold.phases, view, geometry, colours, t);
        },
        foreground: (context, geometry) => {
          paintStairs(context, steps, selection.step, geometry, colours);
          labels = placedLabels({ steps, selected: selection.step }, view, geometry, colours, t);
          paintStepLabels(context, labels, selection.step, colours);
        },
        annotations: chosenStep(steps, selection.step, colours),
      };
    },
    targetAt: (place, geometry) => {
      const id = stepAt(labels, stepLevels(fold, series.rss), geometry, place);
      return id === undefined ? undefined : () => selection.select(id);
    },
  };
}

export function loadSetup({ series, view, fold, theme }: RunOnChart): ChartSetup {
  return {
    left: rateAxis,
    right: millisecondAxis,
    roomRight: () => true,
    timeLabels: false,
    headroom: 10,
    theme,
    content: () => {
      const colours = theme();
      const lines = [
        { pyramid: series.rps, colour: colours.rps, width: 1.5 },
        { pyramid: series.p99, colour: colours.latency, width: 1.25, side: 'right' as const },
      ].filter(({ pyramid }) => pyramid.length > 0);
      return {
        lines,
        decides: [fold.phases.length],
        settled: settledAt(lines, openPhaseFrom(fold)),
        foreground: () => {},
        backdrop: (context, geometry) => paintBands(context, fold.phases, view, geometry, colours),
      };
    },
  };
}
