/** Axes with round numbers on them. */
import { formatBytes, formatMinutes } from '../core/units';

export interface Tick {
  at: number;
  label: string;
}

export interface Axis {
  from: number;
  to: number;
  ticks: Tick[];
}

const ROUND = [1, 2, 2.5, 5, 10];

/** The smallest round step that gives at most `most` intervals over `span`. */
function roundStep(span: number, most: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(span / most));
  const factor = ROUND.find((round) => round * magnitude * most >= span * (1 - 1e-9));
  return (factor ?? 10) * magnitude;
}

/** From zero to a round number of bytes above `highest`. */
export function byteAxis(highest: number, most: number): Axis {
  const step = roundStep(highest > 0 ? highest : 1000, most);
  const count = Math.max(1, Math.ceil(highest / step - 1e-9));
  const ticks = Array.from({ length: count + 1 }, (_, i) => ({ at: i * step, label: formatBytes(i * step) }));
  return { from: 0, to: count * step, ticks };
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const TIME_STEPS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30],
  ...[1, 2, 5, 10, 20, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 500].map((n) => n * DAY),
];

const UNITS = [
  { name: 'd', seconds: DAY },
  { name: 'h', seconds: HOUR },
  { name: 'min', seconds: MINUTE },
  { name: 's', seconds: 1 },
];

/** The whole of `from`..`to` seconds, with at most `most` intervals. */
export function timeAxis(from: number, to: number, most: number): Axis {
  const span = to - from > 0 ? to - from : 1;
  const step = TIME_STEPS.find((seconds) => seconds * most >= span) ?? roundStep(span, most);
  const unit = UNITS.find(({ seconds }) => step >= seconds) ?? { name: 's', seconds: 1 };
  const ticks: Tick[] = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= from + span * (1 + 1e-9); i++) {
    const at = i * step;
    const inUnit = `${Number((at / unit.seconds).toFixed(1))} ${unit.name}`;
    // seconds are told apart by their count, longer times as everywhere else
    ticks.push({ at, label: step < MINUTE || at === 0 ? inUnit : formatMinutes(at / MINUTE) });
  }
  return { from, to: from + span, ticks };
}

/** The time axis of a run: from its launch, where its first sample is close to that. */
export function runAxis(t: ArrayLike<number>, most: number): Axis {
  const first = t[0] ?? 0;
  const last = t[t.length - 1] ?? 0;
  const fromLaunch = first > 0 && first < 0.05 * last;
  return timeAxis(fromLaunch ? 0 : first, last, most);
}
