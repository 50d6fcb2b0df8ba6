/** What the charts of one run show: memory with its steps, and the load that caused it. */
import type { RunFold } from '../../src/core/run/fold';
import { byteAxis } from '../../src/report/scale';
import type { RunSeries } from '../model/run-series';
import { stepLevels } from '../model/step-levels';
import type { Translate } from '../text';
import type { Theme } from '../theme';
import { paintBandLabels, paintBands } from './bands';
import { paintStairs } from './paint-stairs';
import { millisecondAxis, rateAxis } from './scales';
import { stepLabels } from './step-labels';
import type { ChartSetup } from './time-chart';
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

export function memorySetup(run: RunOnChart): ChartSetup {
  const { fold, series, view, selection, theme, t } = run;
  return {
    left: byteAxis,
    roomRight: run.loadShown,
    timeLabels: true,
    headroom: HEADROOM,
    theme,
    content: () => {
      const colours = theme();
      const steps = stepLevels(fold, series.rss);
      return {
        lines: [
          { pyramid: series.rss, colour: colours.rss, width: 1.5, fill: colours.rssFill },
          { pyramid: series.anon, colour: colours.anon, width: 1, dash: [2, 2] },
          { pyramid: series.file, colour: colours.file, width: 1 },
        ].filter(({ pyramid }) => pyramid.length > 0),
        backdrop: (context, geometry) => {
          paintBands(context, fold.phases, view, geometry, colours);
          paintBandLabels(context, fold.phases, view, geometry, colours, t);
        },
        foreground: (context, geometry) => paintStairs(context, steps, selection.step, geometry, colours),
        annotations: (geometry) =>
          stepLabels(
            { steps, selected: selection.step, select: (id) => selection.select(id) },
            view,
            geometry,
            colours,
            t,
          ),
      };
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
      return {
        lines: [
          { pyramid: series.rps, colour: colours.rps, width: 1.5 },
          { pyramid: series.p99, colour: colours.latency, width: 1.25, side: 'right' as const },
        ].filter(({ pyramid }) => pyramid.length > 0),
        foreground: () => {},
        backdrop: (context, geometry) => paintBands(context, fold.phases, view, geometry, colours),
      };
    },
  };
}
