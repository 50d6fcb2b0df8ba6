/** Arguments and demands in plain words, each with the numbers that decided. */
import type { Reason } from '../run/verdict';
import { formatBytes, formatSeconds } from '../units';

const percent = (share: number) => `${Math.round(100 * share)} %`;
const plural = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`;

export const reasons = {
  steps: (count: number, held: number, share: number): Reason => ({
    code: 'steps-hold-growth',
    text: `${plural(count, 'step')} hold ${formatBytes(held)}, ${percent(share)} of all that was retained, and stay after the load rests.`,
    numbers: { count, held, share },
  }),
  keptShare: (share: number): Reason => ({
    code: 'kept-share',
    text: `${percent(share)} of the rise of each burst was kept after it.`,
    numbers: { share },
  }),
  ceiling: (bursts: number, added: number): Reason => ({
    code: 'repeats-add-little',
    text: `The last ${plural(bursts, 'equal burst')} added ${formatBytes(added)} together: what is held is used again.`,
    numbers: { bursts, added },
  }),
  goesOn: (bursts: number, each: number): Reason => ({
    code: 'repeats-add-equal',
    text: `Each of the last ${plural(bursts, 'equal burst')} added about ${formatBytes(each)}, with no ceiling in sight.`,
    numbers: { bursts, each },
  }),
  slope: (growth: number, seconds: number): Reason => ({
    code: 'steady-growth',
    text: `The lowest level grew steadily by ${formatBytes(growth)} in ${formatSeconds(seconds)} and did not slow down.`,
    numbers: { growth, seconds },
  }),
  saturated: (growth: number): Reason => ({
    code: 'grew-and-saturated',
    text: `Memory grew by ${formatBytes(growth)}, evenly and not in steps, and then stopped: bounded, as a cache that is full.`,
    numbers: { growth },
  }),
  cameBack: (peak: number, final: number): Reason => ({
    code: 'came-back',
    text: `Memory rose to ${formatBytes(peak)} and came back to ${formatBytes(final)}.`,
    numbers: { peak, final },
  }),
  still: (swing: number, level: number): Reason => ({
    code: 'little-movement',
    text: `Memory moved by ${formatBytes(swing)} about ${formatBytes(level)}.`,
    numbers: { swing, level },
  }),
  startup: (growth: number): Reason => ({
    code: 'start-up',
    text: `${formatBytes(growth)} came with the start-up and count as baseline.`,
    numbers: { growth },
  }),
  loadUnknown: (): Reason => ({
    code: 'load-unknown',
    text: 'The load is not known, so a rise that lasts counts as kept; whether it outlives the load cannot be said.',
  }),
  tooShort: (samples: number): Reason => ({
    code: 'too-short',
    text: `${plural(samples, 'sample')} cannot show a shape.`,
    numbers: { samples },
  }),
  undecided: (kept: number): Reason => ({
    code: 'undecided',
    text: `${formatBytes(kept)} were kept, and the evidence fits both fragmentation and a leak.`,
    numbers: { kept },
  }),
};

export const demands = {
  samples: (): Reason => ({
    code: 'more-samples',
    text: 'More samples: at least 20, over a few minutes of load and rest.',
  }),
  equalBursts: (): Reason => ({
    code: 'equal-bursts',
    text: 'At least three more bursts of the same size after the largest: a leak adds the same each time, fragmentation little and then nothing.',
  }),
  rest: (): Reason => ({
    code: 'longer-rest',
    text: 'A rest of 10 s or more after the load, so that freed memory can go back.',
  }),
};
