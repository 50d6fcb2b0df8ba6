/** From the facts of one life to its shape. */
import { judgeLoaded } from './judge-loaded';
import { judgeUnloaded } from './judge-unloaded';
import type { Judgement } from './judgement';
import type { Life } from './life';
import { demands, reasons } from './words';

const FEWEST = 12;

export function judge(life: Life): Judgement {
  const buckets = life.epoch.to - life.epoch.from;
  if (buckets < FEWEST) {
    return {
      profile: 'inconclusive',
      confidence: 0.5,
      steps: [],
      findings: [],
      reasons: [reasons.tooShort(buckets)],
      missing: [demands.samples()],
    };
  }
  const judgement = life.loaded ? judgeLoaded(life) : judgeUnloaded(life);
  if (life.startup > life.scale.step) {
    judgement.findings.push('start-up');
    judgement.reasons.push(reasons.startup(life.startup));
  }
  return judgement;
}
