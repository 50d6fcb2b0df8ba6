/** Scales with round numbers on them: time along the bottom, and what is measured up the sides. */
import type { ChartOptions, Scale } from 'chart.js';
import { type Axis, timeAxis } from '../../src/report/scale';
import type { Theme } from '../theme';

type ScaleOptions = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]> & { type: 'linear' };

/** Pixels; the same in every chart, so that their time axes stand under one another. */
export const AXIS_WIDTH = 62;
export const AXIS_HEIGHT = 24;
/** Without labels there is still half a label of the other scale to hold. */
export const BARE_AXIS_HEIGHT = 10;
const PIXELS_PER_TIME_LABEL = 90;
const PIXELS_PER_LABEL = 46;

/** How many intervals a scale of this many pixels has room for. */
export function roomFor(pixels: number): number {
  return Math.max(2, Math.floor(pixels / PIXELS_PER_LABEL));
}

function setTicks(scale: Scale, { ticks }: Axis): void {
  scale.ticks = ticks.map(({ at, label }) => ({ value: at, label }));
}

const keepLabel = (_value: unknown, i: number, ticks: readonly { label?: unknown }[]): string =>
  String(ticks[i]?.label ?? '');

function ticksOf(theme: Theme) {
  return {
    autoSkip: false,
    color: theme.faint,
    font: { family: theme.font, size: theme.fontSize },
    maxRotation: 0,
    callback: keepLabel,
  } as const;
}

export function timeScale(theme: Theme, labels: boolean): ScaleOptions {
  return {
    type: 'linear',
    bounds: 'data',
    grid: { color: theme.grid, drawTicks: false, display: false },
    border: { color: theme.grid },
    ticks: { ...ticksOf(theme), align: 'inner', padding: 6, display: labels },
    afterBuildTicks: (scale) => {
      const most = Math.max(2, Math.floor(scale.width / PIXELS_PER_TIME_LABEL));
      setTicks(scale, timeAxis(scale.min, scale.max, most));
    },
    afterFit: (scale) => {
      scale.height = labels ? AXIS_HEIGHT : BARE_AXIS_HEIGHT;
    },
  };
}

/** A scale from zero up; `axis` gives its end and ticks as of the update that is going on. */
export function sizeScale(theme: Theme, position: 'left' | 'right', axis: () => Axis): ScaleOptions {
  return {
    type: 'linear',
    position,
    bounds: 'data',
    grid: { color: theme.grid, drawTicks: false, drawOnChartArea: position === 'left' },
    border: { display: false },
    ticks: { ...ticksOf(theme), padding: 8 },
    afterDataLimits: (scale) => {
      scale.min = 0;
      scale.max = axis().to;
    },
    afterBuildTicks: (scale) => setTicks(scale, axis()),
    afterFit: (scale) => {
      scale.width = AXIS_WIDTH;
    },
  };
}
