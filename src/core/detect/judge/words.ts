/** Arguments in plain words, each with the numbers that decided. */
import type { Reason } from '../../run/verdict';
import { formatBytes, formatSeconds } from '../../units';
import type { Growth } from '../bursts/growth';

/** Of what is kept: more is not little, and is told against the largest gain. */
const LITTLE = 0.15;

const percent = (share: number) => `${Math.round(100 * share)} %`;
export const plural = (n: number, one: string) => (n === 1 ? `one ${one}` : `${n} ${one}s`);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const reasons = {
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
  keptShare: (share: number): Reason => ({
    code: 'kept-share',
    text: `Of the rise of the bursts that added something, ${percent(share)} was still there when the load had rested.`,
    numbers: { share },
  }),
  givenBackAtWork: (returned: number, gained: number): Reason => ({
    code: 'given-back-at-work',
    text: `The bursts left ${formatBytes(gained)} behind, and ${formatBytes(returned)} went back, burst by burst, once the load came again: what stays while the service is idle is not kept for good.`,
    numbers: { returned, gained },
  }),
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
  ceiling: ({ last, lastCount }: Growth, kept: number, largest: number, least: number): Reason => {
    const repeats = `The last ${plural(lastCount, 'repeat')} of earlier bursts added`;
    const one = `where one before added ${formatBytes(largest)}`;
    const beside = last > LITTLE * kept ? one : `${percent(last / kept)} of what is kept`;
    const text =
      last > least
        ? `${repeats} ${formatBytes(last)}, ${beside}: most of what is held is used again.`
        : last < -least
          ? `${repeats} nothing, and ${formatBytes(-last)} went back: what is held is used again.`
          : `${repeats} less than ${formatBytes(least)} in all: what is held is used again.`;
    return { code: 'repeats-add-little', text, numbers: { bursts: lastCount, added: last } };
  },
  slowing: (repeats: number, share: number): Reason => ({
    code: 'repeats-add-less',
    text: `For the same work, ${plural(repeats, 'repeat')} of earlier bursts added ${Math.round(100 * share)} % of what the bursts before added: a leak would add as much each time.`,
    numbers: { repeats, share },
  }),
  sparse: (gains: number, bursts: number): Reason => ({
    code: 'few-bursts-add',
    text: `${capital(plural(gains, 'burst'))} of ${bursts} added something, and the others came back to where they began.`,
    numbers: { gains, bursts },
  }),
  unlike: (gains: readonly number[]): Reason => ({
    code: 'bursts-add-unlike',
    text: `Bursts added ${formatBytes(Math.min(...gains))} to ${formatBytes(Math.max(...gains))}, and some far less than others before that did no more: a leak would add as much for the same work.`,
    numbers: { least: Math.min(...gains), most: Math.max(...gains) },
  }),
  beyondRepeats: (held: number): Reason => ({
    code: 'beyond-repeats',
    text: `Equal bursts went on to add, as a leak would. Beyond that pace the others left ${formatBytes(held)}, which no leak explains.`,
    numbers: { held },
  }),
  goesOn: ({ count: bursts, added, variety, apart }: Growth, of: number, counted: boolean): Reason => {
    const each = added / bursts;
    // one weight each, of bursts whose requests are known: these were unlike
    const how =
      counted && variety === 0 ? 'as much for as many connections' : 'in proportion to what they did';
    const last = bursts < of - 1 ? `The last ${plural(bursts, 'burst')}` : undefined;
    const all = bursts < of ? `${capital(plural(bursts, 'burst'))} after the first` : `All ${bursts} bursts`;
    const which = apart ? `${bursts} of ${of} bursts` : (last ?? all);
    return {
      code: 'repeats-add-equal',
      text: `${which} added ${formatBytes(each)} each on average, ${how}, with no ceiling in sight.`,
      numbers: { bursts, each },
    };
  },
  throughout: (kept: number, seconds: number): Reason => ({
    code: 'grew-throughout',
    text: `Memory grew at one pace through the whole burst of ${formatSeconds(seconds)}, and ${formatBytes(kept)} stayed: each request leaves something, or a cache is not full yet.`,
    numbers: { kept, seconds },
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
  idleGrowth: (growth: number, seconds: number, pace: number): Reason => ({
    code: 'grows-while-idle',
    text: `Without any load memory grew on, by ${formatBytes(growth)} in the rest of ${formatSeconds(seconds)} (${formatBytes(60 * pace)} a minute): a task of the service's own adds it, and no request.`,
    numbers: { growth, seconds, pace },
  }),
  byTheClock: (growth: number, pace: number, rests: number): Reason => ({
    code: 'grows-by-the-clock',
    text: `In each of ${rests} rests memory grew at the same pace, ${formatBytes(60 * pace)} a minute, ${formatBytes(growth)} since the load began: a task of the service's own adds it, and no request.`,
    numbers: { growth, pace, rests },
  }),
  stepsBeside: (held: number, kept: number): Reason => ({
    code: 'steps-on-leak',
    text: `Beside it bursts left steps that hold ${formatBytes(held)} of the ${formatBytes(kept)} that stayed.`,
    numbers: { held, kept },
  }),
  saturated: (growth: number): Reason => ({
    code: 'grew-and-saturated',
    text: `Memory grew by ${formatBytes(growth)} and then stopped: it is bounded, as a cache is that has filled.`,
    numbers: { growth },
  }),
  firstUse: (kept: number): Reason => ({
    code: 'first-use',
    text: `The first burst left ${formatBytes(kept)}, and those after it nothing or next to nothing, the larger ones among them: it came with a first use, as tables and pools do, and is no fragmentation, which grows with the connections.`,
    numbers: { kept },
  }),
  fewBytes: (kept: number): Reason => ({
    code: 'first-use',
    text: `The first burst left ${formatBytes(kept)}, and those after it next to nothing: so little comes with a first use, as tables and pools do.`,
    numbers: { kept },
  }),
  firstBurstOnly: (kept: number): Reason => ({
    code: 'first-burst-only',
    text: `The first burst left ${formatBytes(kept)}, and those after it hardly moved memory: what a service takes once at its first use, a cache or pool that is full with it, or a heap that holds enough for them.`,
    numbers: { kept },
  }),
  grewLong: (growth: number, still: number): Reason => ({
    code: 'grew-to-near-the-end',
    text: `Memory grew by ${formatBytes(growth)}, and has been still for the last ${formatSeconds(still)} only: too short to say that it has a bound.`,
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
    text: `Memory moved by ${formatBytes(swing)} about ${formatBytes(level)}.`,
    numbers: { swing, level },
  }),
  stepsOnLeak: (held: number, kept: number): Reason => ({
    code: 'steps-on-leak',
    text: `Some bursts added more than that pace: steps on top of the leak hold ${formatBytes(held)} of the ${formatBytes(kept)} that stayed.`,
    numbers: { held, kept },
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
