/**
 * jemalloc's decay: it returns freed pages about 10 s after their last use (`dirty_decay_ms`), and without a background
 * thread only while the service allocates. What such a service holds while it is idle says nothing of what it keeps.
 */

import type { DetectorOptions } from '../detector';
import type { Life } from '../life/life';
import { demands } from './demands';
import { type Judgement, judgement } from './judgement';
import { reasons } from './words';

/** Seconds that jemalloc takes to return pages, by default. */
const DECAY = 10;
const BACKGROUND = /background_thread:true/;

/** The variable by which the jemalloc of a run is told its options; that of the crate where it is not known. */
export const jemallocVariable = ({ allocatorVariable = '_RJEM_MALLOC_CONF' }: DetectorOptions): string =>
  allocatorVariable;

/** A stair-step said of memory that jemalloc had no occasion to return is not proven. */
export function withIdleDecay(said: Judgement, life: Life, options: DetectorOptions): Judgement {
  if (said.profile !== 'stair-step' || !life.loaded || !decaysAtWorkOnly(options)) return said;
  const { effects } = life;
  const hadOccasion = effects.slice(1).some((effect, k) => effect.from - (effects[k]?.to ?? 0) >= DECAY);
  if (hadOccasion) return said;
  return judgement('inconclusive', 0.7, {
    steps: said.steps,
    findings: [...said.findings, 'not-decayed'],
    reasons: [reasons.idleJemalloc(life.final - life.baseline, life.rested), ...said.reasons],
    missing: [demands.decay(jemallocVariable(options))],
  });
}

/** Whether the allocator is a jemalloc that gives nothing back while the service is idle. */
export function decaysAtWorkOnly({ allocator, allocatorOptions = {} }: DetectorOptions): boolean {
  return allocator === 'jemalloc' && !Object.values(allocatorOptions).some((value) => BACKGROUND.test(value));
}
