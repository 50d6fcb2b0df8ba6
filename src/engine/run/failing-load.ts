/** A load that does not reach the service's work: said after a burst, while the rest of the run can be saved. */
import path from 'node:path';
import type { RequestSpec } from '../../core/plan/plan';
import type { LoadTotals } from '../../core/run/load-totals';
import { formatCount } from '../../core/units';
import { PLAN_FILE } from '../plan/load-plan';

/** Requests that tell enough, and the share of them that has failed then. */
const ENOUGH = 20;
const NEARLY_ALL = 0.95;
const MOST_NAMED = 3;

/** A warning where nearly all requests so far failed. `planFile`: where they stand; absent for the default plan */
export function failingLoad(
  { tried, errors, non2xx, errorKinds }: LoadTotals,
  specs: readonly RequestSpec[],
  planFile: string | undefined,
): string | undefined {
  const failed = errors + non2xx;
  if (tried < ENOUGH || failed < NEARLY_ALL * tried) return undefined;
  const kinds = Object.entries(errorKinds)
    .sort(([, a], [, b]) => b - a)
    .map(([kind]) => kind);
  const names = [...new Set(specs.map(({ method, path: at }) => `${method} ${at}`))];
  return `${formatCount(failed)} of the ${formatCount(tried)} requests so far failed (${some(kinds)}): ${some(names)}. ${failingLoadRemedy(planFile)}`;
}

/** What to do about it. */
export function failingLoadRemedy(planFile: string | undefined): string {
  return planFile === undefined
    ? `Write ${PLAN_FILE} beside Cargo.toml with a request that the service answers, such as { "requests": [{ "method": "POST", "path": "/widgets", "body": "some text" }] }.`
    : `Check method, path, headers and body of the requests in ${path.basename(planFile)}; a status that is the answer you expect goes into their "accept".`;
}

function some(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return [...names.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
