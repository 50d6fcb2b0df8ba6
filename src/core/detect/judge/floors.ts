/** What the levels tell that memory came back to, where the load is not known. */
import type { Life } from '../life/life';
import { evenRises } from '../rises/floors';
import { type Judgement, judgement } from './judgement';
import { hardlyMoved, littleOf } from './little';
import { reasons } from './words';

/** Share of a series in which it must have come back for the first time, for its floors to tell anything. */
const EARLY = 0.4;

/** A service that never rose, and fell now and then for a while: a process that is started anew does. */
export function withDips(life: Life): Judgement | undefined {
  const { peak, baseline, final, usualLow, swing } = life;
  const little = littleOf(life);
  const isBack =
    swing > little && peak - baseline <= little && baseline - Math.min(final, usualLow) <= little;
  return isBack ? hardlyMoved(life, 0.9) : undefined;
}

/** A leak, where several bursts that came back left as much each time. */
export function evenFloors({ lows: { floors }, swing, begin, end }: Life): Judgement | undefined {
  const rises = evenRises(floors, swing, begin + EARLY * (end - begin));
  return rises && judgement('leak', 0.6, { reasons: [reasons.equalRises(rises.count, rises.each)] });
}
