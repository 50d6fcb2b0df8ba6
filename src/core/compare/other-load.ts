/** Whether two recordings were made under the same load: only then do their figures say something of each other. */
import type { Plan } from '../plan/plan';

/** What of a plan the service is put through, and for how long it rests from it. */
const FIELDS = ['requests', 'connections', 'burst', 'rate', 'rest', 'tail', 'seed'] as const;

/** The fields of the plan that differ; `plan` where only one run had a load of ours. */
export function otherLoad(plan: Plan | undefined, reference: Plan | undefined): string[] {
  if (plan === undefined || reference === undefined) return plan === reference ? [] : ['plan'];
  return FIELDS.filter((field) => JSON.stringify(plan[field]) !== JSON.stringify(reference[field]));
}
