/** How chart.js is set up: it has the canvas, the scales and the gestures, and paints nothing of its own. */
import type { Chart, ChartOptions, Scale } from 'chart.js';

type ScaleOptions = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]> & { type: 'linear' };

export interface ChartHooks {
  onPrepare(chart: Chart<'line'>): void;
  onPaint(chart: Chart<'line'>): void;
  /** the ends of the axes, as of the update that is going on */
  ends(axis: 'x' | 'y'): { from: number; to: number };
  /** pixels around the plot */
  padding(): { left: number; right: number; top: number; bottom: number };
}

/** `selection` is the colour of the stretch that is being chosen. */
export function chartOptions(
  { ends, padding, ...ownLayers }: ChartHooks,
  selection: string,
): ChartOptions<'line'> {
  const scale = (axis: 'x' | 'y'): ScaleOptions => ({
    type: 'linear',
    display: false,
    bounds: 'data',
    ticks: { display: false, maxTicksLimit: 2 },
    afterDataLimits: (limited: Scale) => {
      const { from, to } = ends(axis);
      limited.min = from;
      limited.max = to;
    },
  });
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    layout: { autoPadding: false, padding: () => padding() },
    scales: { x: scale('x'), y: scale('y') },
    plugins: {
      ownLayers,
      annotation: { annotations: {} },
      zoom: {
        zoom: {
          mode: 'x',
          wheel: { enabled: true, speed: 0.15 },
          pinch: { enabled: true },
          drag: { enabled: true, threshold: 4, backgroundColor: selection },
        },
        pan: { enabled: true, mode: 'x', modifierKey: 'shift', threshold: 2 },
      },
    },
  };
}
