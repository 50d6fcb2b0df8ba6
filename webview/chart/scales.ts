/** Axes for what is not bytes. */

import { formatCount } from '../../src/core/units';
import { type Axis, byteAxis } from '../../src/report/scale';
import { formatMilliseconds } from '../../src/report/words';

function axis(highest: number, room: number, format: (value: number) => string): Axis {
  const { from, to, ticks } = byteAxis(highest > 0 ? highest : 1, room);
  return { from, to, ticks: ticks.map(({ at }) => ({ at, label: format(at) })) };
}

/** Requests a second. */
export function rateAxis(highest: number, room: number): Axis {
  return axis(highest, room, (rate) => `${rate < 10 ? Number(rate.toFixed(1)) : formatCount(rate)}/s`);
}

export function millisecondAxis(highest: number, room: number): Axis {
  return axis(highest, room, formatMilliseconds);
}
