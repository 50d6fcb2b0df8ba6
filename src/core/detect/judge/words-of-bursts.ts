/** Arguments from what bursts of the load added and gave back, each with the numbers that decided. */
import type { Reason } from '../../run/verdict';
import { formatBytes, formatSeconds } from '../../units';
import type { Growth } from '../bursts/growth';
import { capital, percent, plural } from './phrases';

/** Of what is kept: more is not little, and is told against the largest gain. */
const LITTLE = 0.15;

export const ofBursts = {
  keptShare: (share: number): Reason => ({
    code: 'kept-share',
    text: `Of the rise of the bursts that added something, ${percent(share)} was still there when the load had rested.`,
    numbers: { share },
  }),
  keptOfPeak: (share: number): Reason => ({
    code: 'kept-of-peak',
    text: `Bursts used again what was held, so that little came on top each time; of the way to the peak, ${percent(share)} is still held, and this allocator returns nothing just because time passes.`,
    numbers: { share },
  }),
  givenBackAtWork: (returned: number, gained: number): Reason => ({
    code: 'given-back-at-work',
    text: `The bursts left ${formatBytes(gained)} behind, and ${formatBytes(returned)} went back, burst by burst, once the load came again: what stays while the service is idle is not kept for good.`,
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
    text: `For the same work, ${plural(repeats, 'repeat')} of earlier bursts added ${Math.round(100 * share)} % of what the bursts before added: a leak alone would add as much each time.`,
    numbers: { repeats, share },
  }),
  sparse: (gains: number, bursts: number): Reason => ({
    code: 'few-bursts-add',
    text: `${capital(plural(gains, 'burst'))} of ${bursts} added something, and the others next to nothing.`,
    numbers: { gains, bursts },
  }),
  unlike: (gains: readonly number[]): Reason => ({
    code: 'bursts-add-unlike',
    text: `Bursts added ${formatBytes(Math.min(...gains))} to ${formatBytes(Math.max(...gains))}, and some far less than others before that did no more: a leak alone would add as much for the same work.`,
    numbers: { least: Math.min(...gains), most: Math.max(...gains) },
  }),
  beyondRepeats: (held: number): Reason => ({
    code: 'beyond-repeats',
    text: `Equal bursts went on to add, as a leak would. Beyond that pace the others left ${formatBytes(held)}, which no leak explains.`,
    numbers: { held },
  }),
  goesOnBeside: ({ count: bursts, added, apart }: Growth): Reason => ({
    code: 'goes-on-beside',
    text: `The last ${bursts} bursts ${apart ? 'of the most connections ' : ''}did not stop to add, ${formatBytes(added / bursts)} each on average: a leak may be beside the steps.`,
    numbers: { bursts, added },
  }),
  goesOn: (
    { count: bursts, added, variety, apart, ofPeaks }: Growth,
    of: number,
    counted: boolean,
  ): Reason => {
    const each = added / bursts;
    // one weight each, of bursts whose requests are known: these were unlike
    const how =
      counted && variety === 0 ? 'as much for as many connections' : 'in proportion to what they did';
    const last = bursts < of - 1 ? `The last ${plural(bursts, 'burst')}` : undefined;
    const all = bursts < of ? `${capital(plural(bursts, 'burst'))} after the first` : `All ${bursts} bursts`;
    const which = apart ? `${bursts} of ${of} bursts` : (last ?? all);
    return {
      code: 'repeats-add-equal',
      text: ofPeaks
        ? `The peaks of bursts that did the same rose by ${formatBytes(each)} each time on average, with no ceiling in sight: what they stand on grows, however much the levels between them go up and down.`
        : `${which} added ${formatBytes(each)} each on average, ${how}, with no ceiling in sight.`,
      numbers: { bursts, each },
    };
  },
  throughout: (kept: number, seconds: number): Reason => ({
    code: 'grew-throughout',
    text: `Memory grew at one pace through the whole burst of ${formatSeconds(seconds)}, and ${formatBytes(kept)} stayed: each request leaves something, or a cache is not full yet.`,
    numbers: { kept, seconds },
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
  firstUse: (kept: number): Reason => ({
    code: 'first-use',
    text: `The first burst left ${formatBytes(kept)}, and those after it nothing or next to nothing, the larger ones among them: it came with a first use, as tables and pools do, and is no fragmentation, which grows with the connections.`,
    numbers: { kept },
  }),
  nearlyFull: (left: number, added: number): Reason => ({
    code: 'nearly-full',
    text: `The first burst left ${formatBytes(left)}, and all bursts after it, of up to many times its connections, ${formatBytes(added)} more: a cache or a store that is nearly full looks so, and an allocator of which few requests ask at once.`,
    numbers: { left, added },
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
  stepsOnLeak: (held: number, kept: number): Reason => ({
    code: 'steps-on-leak',
    text: `Some bursts added more than that pace: steps on top of the leak hold ${formatBytes(held)} of the ${formatBytes(kept)} that stayed.`,
    numbers: { held, kept },
  }),
};
