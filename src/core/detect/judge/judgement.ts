import type { Finding, Profile, Reason } from '../../run/verdict';
import type { Candidate } from '../life/step';

/** What the shape of one life was judged to be, and why. */
export interface Judgement {
  profile: Profile;
  /** 0..1 */
  confidence: number;
  /** those that stand, whatever the shape */
  steps: Candidate[];
  findings: Finding[];
  reasons: Reason[];
  missing: Reason[];
}

/** Shapes of which no memory is kept that was not meant to be. */
export const HEALTHY: readonly Profile[] = ['ragged', 'flat'];

/** Builds a judgement whose parts are empty but for those given. */
export function judgement(
  profile: Judgement['profile'],
  confidence: number,
  parts: Partial<Omit<Judgement, 'profile' | 'confidence'>>,
): Judgement {
  return { profile, confidence, steps: [], findings: [], reasons: [], missing: [], ...parts };
}
