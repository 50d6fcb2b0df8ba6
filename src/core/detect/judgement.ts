import type { Finding, Profile, Reason } from '../run/verdict';
import type { Candidate } from './life';

/** What the shape of one life was judged to be, and why. */
export interface Judgement {
  profile: Profile;
  /** 0..1 */
  confidence: number;
  steps: Candidate[];
  findings: Finding[];
  reasons: Reason[];
  missing: Reason[];
}
