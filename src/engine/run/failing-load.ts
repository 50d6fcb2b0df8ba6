/** A load that does not reach the service's work: said after a burst, while the rest of the run can be saved. */
import path from 'node:path';
import type { RequestSpec } from '../../core/plan/plan';
import type { LoadTotals } from '../../core/run/load-totals';
import { formatCount } from '../../core/units';
import { ENDLESS, UNANSWERED } from '../load/connection';
import { PLAN_FILE } from '../plan/plan-file';
import { type Protocol, SPEAKS } from '../ready/other-protocol';

/** Requests that tell enough, and the share of them that has failed then. */
const ENOUGH = 20;
const NEARLY_ALL = 0.95;
const MOST_NAMED = 3;

type Failures = Pick<LoadTotals, 'tried' | 'requests' | 'errors' | 'non2xx' | 'errorKinds'>;

/**
 * Why a run is to end after its first burst: nothing that was sent has succeeded, and no later burst sends anything else.
 * One success is enough to go on: it shows that the service can be reached, and one that turns the rest away under load,
 * by 429 or 503, may be what is to be measured. `planFile`: where the requests stand; absent for the default plan.
 * `spoken`: what the service speaks instead, `said`: what it answers, where that is known
 */
export function futileLoad(
  { tried, requests, non2xx, errorKinds }: Failures,
  specs: readonly RequestSpec[],
  planFile: string | undefined,
  { spoken, said }: { spoken?: Protocol | undefined; said?: string | undefined } = {},
): string | undefined {
  if (non2xx < requests) return undefined;
  if (spoken !== undefined)
    return `No request of the first burst was answered: the service ${SPEAKS[spoken].what}. ${SPEAKS[spoken].remedy}`;
  const remedy = remedyFor(planFile);
  const { [ENDLESS]: endless = 0, [UNANSWERED]: silent = 0 } = errorKinds;
  if (endless > 0 && endless + silent === tried)
    return `No answer of the first burst came to its end: ${named(specs)}. The service sends on, as a stream of events does, and a request counts once it is answered. Plan requests whose answers end, or hold the streams with a tool of your own while \`stairstep attach\` records.`;
  if (silent === tried)
    return `No request of the first burst was answered before its end: ${named(specs)}. Let a burst last longer than a request takes. ${remedy}`;
  const look =
    requests === 0
      ? 'What the service printed may say why it does not answer. '
      : said === undefined
        ? ''
        : `It answers "${said}". `;
  return `None of the ${formatCount(tried)} requests of the first burst succeeded (${kindsOf(errorKinds)}): ${named(specs)}. ${look}${turnedAway(errorKinds) ?? remedy}`;
}

/**
 * Why a run is to end whose last bursts brought no answer: memory under a load that is not served says nothing.
 * `bursts`: how many there were; `silent`: the last ones of them
 */
export function unanswered(
  bursts: number,
  silent: number,
  { requests, errors, errorKinds }: Failures,
): string {
  const which = silent === 1 ? `burst ${bursts}` : `bursts ${bursts - silent + 1} to ${bursts}`;
  const how = errors === 0 ? '' : ` (${kindsOf(errorKinds)})`;
  const before = requests === 1 ? 'one request was' : `${formatCount(requests)} requests were`;
  return `The service no longer answers: ${before} answered before, and none of ${which}${how}. What it printed last may say why; it may wait for a lock, for a place in a pool, or for a task that has ended. Where a request may take that long, let a burst last longer.`;
}

/** A warning where nearly all requests so far failed. `planFile`: as above */
export function failingLoad(
  { tried, errors, non2xx, errorKinds }: Failures,
  specs: readonly RequestSpec[],
  planFile: string | undefined,
): string | undefined {
  const failed = errors + non2xx;
  if (tried < ENOUGH || failed < NEARLY_ALL * tried) return undefined;
  return `${formatCount(failed)} of the ${formatCount(tried)} requests so far failed (${kindsOf(errorKinds)}): ${named(specs)}. ${turnedAway(errorKinds) ?? remedyFor(planFile)}`;
}

function remedyFor(planFile: string | undefined): string {
  return planFile === undefined
    ? `Write ${PLAN_FILE} beside Cargo.toml with a request that the service answers, such as { "requests": [{ "method": "POST", "path": "/widgets", "body": "some text" }] }.`
    : `Check method, path, headers and body of the requests in ${path.basename(planFile)}; a status that is the answer you expect goes into their "accept".`;
}

/** What to do where most were turned away; undefined where they were not. */
function turnedAway(kinds: LoadTotals['errorKinds']): string | undefined {
  const [most] = byFrequency(kinds);
  if (most !== '429' && most !== '503') return undefined;
  return `The service turns them away with ${most}: raise or lift its limit for this run, or send less, by fewer "connections" or by "rate"; a ${most} that is meant goes into the "accept" of the requests.`;
}

function kindsOf(kinds: LoadTotals['errorKinds']): string {
  return some(byFrequency(kinds));
}

function byFrequency(kinds: LoadTotals['errorKinds']): string[] {
  return Object.entries(kinds)
    .sort(([, a], [, b]) => b - a)
    .map(([kind]) => kind);
}

function named(specs: readonly RequestSpec[]): string {
  return some([...new Set(specs.map(({ method, path: at }) => `${method} ${at}`))]);
}

function some(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return [...names.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
