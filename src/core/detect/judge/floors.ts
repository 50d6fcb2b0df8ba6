/** What the levels tell that memory came back to, where the load is not known. */
import type { Life } from '../life/life';
import { evenRises } from '../rises/floors';
import { type Judgement, judgement } from './judgement';
import { reasons } from './words';

/** Share of a series in which it must have come back for the first time, for its floors to tell anything. */
const EARLY = 0.4;

/** Bytes that are little beside the level. */
export const littleOf = ({ scale, baseline }: Life): number => Math.max(2 * scale.least, 0.08 * baseline);

/** A service that never rose, and fell now and then for a while: a process that is started anew does. */
export function withDips(life: Life): Judgement | undefined {
  const { peak, baseline, final, usualLow, swing } = life;
  const little = littleOf(life);
  const isBack =
    swing > little && peak - baseline <= little && baseline - Math.min(final, usualLow) <= little;
  return isBack ? judgement('flat', 0.9, { reasons: [reasons.still(swing, baseline)] }) : undefined;
}

/** A leak, where several bursts that came back left as much each time. */
export function evenFloors({ floors, swing, begin, end }: Life): Judgement | undefined {
  const rises = evenRises(floors, swing, begin + EARLY * (end - begin));
  return rises && judgement('leak', 0.6, { reasons: [reasons.equalRises(rises.count, rises.each)] });
}
