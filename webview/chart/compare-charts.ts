/** What the charts of a comparison show: all runs in one, or each by itself on the same axes. */
import type { RunFold } from '../../src/core/run/fold';
import { byteAxis } from '../../src/report/scale';
import type { ComparedRun, RunIdentity } from '../model/compared-run';
import type { RunSeries } from '../model/run-series';
import { type StepLevel, stepLevels } from '../model/step-levels';
import type { Translate } from '../text';
import type { Theme } from '../theme';
import { paintBandLabels, paintBands } from './bands';
import type { ChartSetup } from './chart-setup';
import { DASHES } from './dashes';
import type { ChartLine } from './paint-line';
import { paintNumbers } from './paint-numbers';
import { paintStairs } from './paint-stairs';
import type { TimeView } from './time-view';

export interface RunsOnCharts {
  /** the reference first */
  runs(): readonly ComparedRun[];
  /** in whose time all are shown; undefined: each in its own */
  alignedTo(): ComparedRun | undefined;
  view: TimeView;
  theme(): Theme;
  t: Translate;
}

const LABELLED_HEADROOM = 20;
const DOT = 3.5;
/** Seconds about the middle of a rest, which has a sample or more. */
const NEAR = 0.5;

/** The highest of all runs between the edges of the view, so that each chart has the same scale. */
function highest({ runs, view }: RunsOnCharts): number {
  return Math.max(0, ...runs().map(({ series }) => series.rss.range(view.from, view.to)?.highest ?? 0));
}

/** The middle of the rest in which a step was seen to stay, seconds. */
function restAfter({ phases }: RunFold, { step, until }: StepLevel): number {
  // the plateau of many begins with the rest, or a moment into it
  const rest = phases.find(({ phase, to }) => (phase === 'rest' || phase === 'tail') && to > step.end);
  return rest ? Math.min(until, (Math.max(rest.from, step.end) + rest.to) / 2) : until;
}

function lineOf({ rss }: RunSeries, { colour, stroke }: RunIdentity): Omit<ChartLine, 'width'> {
  const dash = DASHES[stroke];
  return { pyramid: rss, colour, ...(dash && { dash }) };
}

/** All lines in one chart, each confirmed step a dot on its plateau. */
export function overlaidSetup(charts: RunsOnCharts): ChartSetup {
  const { runs, view, theme, t } = charts;
  return {
    left: byteAxis,
    roomRight: () => false,
    timeLabels: true,
    headroom: LABELLED_HEADROOM,
    theme,
    content: () => {
      const [reference] = runs();
      const lines = runs().map(({ series, identity }) => ({
        ...lineOf(series, identity),
        width: identity.first ? 1.75 : 1,
      }));
      return {
        lines,
        decides: [],
        settled: 0,
        backdrop: (context, geometry) => {
          if (!reference) return;
          paintBands(context, reference.fold.phases, view, geometry, theme());
          paintBandLabels(context, reference.fold.phases, view, geometry, theme(), t);
        },
        foreground: (context, geometry) => {
          const { x, y } = geometry;
          for (const { fold, series, identity } of runs()) {
            context.fillStyle = identity.colour;
            for (const level of stepLevels(fold, series.rss)) {
              if (level.status === 'provisional') continue;
              context.beginPath();
              const time = restAfter(fold, level);
              const kept = series.rss.range(time - NEAR, time + NEAR)?.lowest ?? level.after;
              context.arc(x(time), y(kept), DOT, 0, 2 * Math.PI);
              context.fill();
            }
          }
          paintNumbers(context, runs(), view, geometry, theme());
        },
      };
    },
  };
}

/** One run by itself, on the axes of all. */
export function singleSetup(charts: RunsOnCharts, run: ComparedRun): ChartSetup {
  const { view, theme } = charts;
  return {
    left: (_, room) => byteAxis(highest(charts) * 1.05, room),
    roomRight: () => false,
    timeLabels: true,
    headroom: 8,
    theme,
    content: () => {
      const { fold, series, identity } = run;
      return {
        lines: [{ ...lineOf(series, identity), width: 1.5 }],
        decides: [],
        settled: 0,
        backdrop: (context, geometry) => paintBands(context, fold.phases, view, geometry, theme()),
        foreground: (context, geometry) =>
          paintStairs(context, stepLevels(fold, series.rss), undefined, geometry, theme()),
      };
    },
  };
}
