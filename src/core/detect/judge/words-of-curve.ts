/** Arguments from the curve: its steps, its growth, its lows, each with the numbers that decided. */
import type { Reason } from '../../run/verdict';
import { formatBytes, formatSeconds } from '../../units';
import { capital, percent, plural } from './phrases';

export const ofCurve = {
  steps: (count: number, held: number, growth: number): Reason => {
    const share = growth > 0 ? Math.min(1, held / growth) : 1;
    const steps = capital(plural(count, 'step'));
    return {
      code: 'steps-hold-growth',
      text:
        held > growth
          ? `${steps} added ${formatBytes(held)}, of which ${formatBytes(growth)} stayed.`
          : `${steps} ${count === 1 ? 'holds' : 'hold'} ${formatBytes(held)}, ${percent(share)} of the ${formatBytes(growth)} that stayed.`,
      numbers: { count, held, share, growth },
    };
  },
  leftShare: (share: number): Reason => ({
    code: 'kept-share',
    text: `Of the rises that left something, ${percent(share)} was still there after them.`,
    numbers: { share },
  }),
  lostAgain: (lost: number, gained: number): Reason => ({
    code: 'lost-again',
    text: `Of ${formatBytes(gained)} that rises left behind, ${formatBytes(lost)} went back later: the floor goes down as well as up.`,
    numbers: { lost, gained },
  }),
  givenBackBetween: (returned: number, gained: number): Reason => ({
    code: 'given-back-at-work',
    text: `Rises left ${formatBytes(gained)} behind, and between quiet stretches ${formatBytes(returned)} went back and were taken again: what stays while the service is idle is not kept for good.`,
    numbers: { returned, gained },
  }),
  equalRises: (count: number, each: number): Reason => ({
    code: 'equal-rises',
    text: `${capital(plural(count, 'rise'))} of about ${formatBytes(each)} each: a leak or a cache that fills grows so under equal bursts, fragmentation takes less each time.`,
    numbers: { count, each },
  }),
  slope: (growth: number, seconds: number): Reason => ({
    code: 'steady-growth',
    text: `The lowest level grew steadily, by ${formatBytes(growth)} in ${formatSeconds(seconds)}, and had not stopped at the end.`,
    numbers: { growth, seconds },
  }),
  warmingUp: (growth: number, seconds: number, startup: number): Reason => ({
    code: 'warming-up',
    text: `Memory grew by ${formatBytes(growth)} in the ${formatSeconds(seconds)} after a start-up of ${formatBytes(startup)}: as a leak does, and as a service that still warms up.`,
    numbers: { growth, seconds, startup },
  }),
  idleGrowth: (growth: number, seconds: number, pace: number): Reason => ({
    code: 'grows-while-idle',
    text: `Without any load memory grew on, by ${formatBytes(growth)} in the rest of ${formatSeconds(seconds)} (${formatBytes(60 * pace)} a minute): a task of the service's own adds it, and no request.`,
    numbers: { growth, seconds, pace },
  }),
  saturated: (growth: number): Reason => ({
    code: 'grew-and-saturated',
    text: `Memory grew by ${formatBytes(growth)} and then stopped: it is bounded, as a cache is that has filled, or a heap that has met its high-water mark.`,
    numbers: { growth },
  }),
  grewLong: (growth: number, still: number): Reason => ({
    code: 'grew-to-near-the-end',
    text: `Memory grew by ${formatBytes(growth)}, and hardly in the last ${formatSeconds(still)}, which is too short to say that it has a bound.`,
    numbers: { growth, still },
  }),
  grewUntilIdle: (growth: number, still: number): Reason => ({
    code: 'grew-until-idle',
    text: `Memory grew by ${formatBytes(growth)}, and has not moved at all for the last ${formatSeconds(still)}: it is bounded, as a cache is that has filled, or it had nothing to do any more, and a leak would look the same.`,
    numbers: { growth, still },
  }),
  cameBack: (peak: number, final: number): Reason => ({
    code: 'came-back',
    text: `Memory rose to ${formatBytes(peak)} and came back to ${formatBytes(final)}.`,
    numbers: { peak, final },
  }),
  cameBackAgain: (times: number, peak: number, level: number): Reason => ({
    code: 'came-back',
    text: `Memory rose, to ${formatBytes(peak)} at most, and came back to about ${formatBytes(level)} ${times} times.`,
    numbers: { times, peak, level },
  }),
  cameBackUp: (fall: number, final: number): Reason => ({
    code: 'came-back-up',
    text: `Memory fell by ${formatBytes(fall)} and came back to where it had begun, ${formatBytes(final)}: nothing was added.`,
    numbers: { fall, final },
  }),
  risingDays: (days: number, each: number): Reason => ({
    code: 'rising-days',
    text: `Each of ${days} days held more than the day before, at its lowest by ${formatBytes(each)} on average, and for half of its time: what stays grows beneath the waves of the load.`,
    numbers: { days, each },
  }),
  risingTroughs: (count: number, each: number): Reason => ({
    code: 'troughs-rise',
    text: `Memory goes up and down, and each of ${count} troughs in a row lies higher than the one before, by about ${formatBytes(each)}: what is below the waves grows on.`,
    numbers: { count, each },
  }),
  notDecayed: (kept: number, rested: number): Reason => ({
    code: 'not-decayed',
    text: `${formatBytes(kept)} were still held ${formatSeconds(rested)} after the load: allocators return memory in their own time, and some only while the service works.`,
    numbers: { kept, rested },
  }),
  idleJemalloc: (kept: number, rested: number): Reason => ({
    code: 'not-decayed',
    text: `${formatBytes(kept)} were still held ${formatSeconds(rested)} after the load: jemalloc returns memory over about 10 s, and without a background thread only while the service works.`,
    numbers: { kept, rested },
  }),
  still: (swing: number, level: number): Reason => ({
    code: 'little-movement',
    text:
      swing < level
        ? `Memory moved by ${formatBytes(swing)} in all, about a level of ${formatBytes(level)}.`
        : `Memory moved by ${formatBytes(swing)} in all: so little tells nothing.`,
    numbers: { swing, level },
  }),
  restless: (moving: number, peak: number, final: number): Reason => ({
    code: 'no-rest',
    text: `Memory was on the move for ${formatSeconds(moving)} without a plateau, and fell from ${formatBytes(peak)} to ${formatBytes(final)}: what a load would leave behind cannot be seen.`,
    numbers: { moving, peak, final },
  }),
  byCurve: (): Reason => ({
    code: 'by-the-curve',
    text: 'The bursts by themselves do not tell the shape; the curve as a whole does.',
  }),
  undecided: (kept: number): Reason => ({
    code: 'undecided',
    text: `${formatBytes(kept)} were kept, and the evidence fits fragmentation as well as a leak.`,
    numbers: { kept },
  }),
};
