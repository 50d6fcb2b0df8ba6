/** Requests that failed: in figures, and what to do where the service refused them. */
import type { RunFold } from '../core/run/fold';
import { type LoadTotals, loadTotals } from '../core/run/load-totals';
import { plainText } from '../core/text';
import { formatCount } from '../core/units';

type Kinds = LoadTotals['errorKinds'];

/** From this share of failures on the engine has said it during the run. */
const NEARLY_ALL = 0.95;
const MOST_NAMED = 3;

/** By status. */
const REMEDIES: Readonly<Record<string, string>> = {
  401: 'send what the service asks for to let them in, as a header of the plan',
  403: 'send what the service asks for to let them in, as a header of the plan',
  404: 'check method and path of the requests in the plan',
  405: 'check method and path of the requests in the plan',
  409: 'make each request another one in the plan, by "{{n}}" or "{{uuid}}"',
  429: 'raise or lift the limit of the service for this run, or send less',
};
const REMEDY = 'check headers and body of the requests in the plan';

/** `1,416 (422)`, `1,500 (404: 1,416, timeout: 84)` */
export function failedWords({ errors, non2xx, errorKinds }: LoadTotals): string {
  const kinds = byFrequency(errorKinds);
  const named =
    kinds.length === 1
      ? kinds.map(([kind]) => plainText(kind))
      : kinds.map(([kind, n]) => `${plainText(kind)}: ${formatCount(n)}`);
  return `${formatCount(errors + non2xx)}${named.length > 0 ? ` (${named.join(', ')})` : ''}`;
}

/**
 * What the statuses point to where the verdict minds the failures and most of them are answers of the kind 4xx: the
 * load is then not the one that was meant, whatever the shape.
 */
export function refusedRequests(run: RunFold): string | undefined {
  if (!run.verdict?.findings.includes('requests-failed')) return undefined;
  const { tried, errors, non2xx, errorKinds } = loadTotals(run);
  const failed = errors + non2xx;
  const refused = byFrequency(errorKinds).filter(([kind]) => /^4\d\d$/.test(kind));
  const count = refused.reduce((sum, [, n]) => sum + n, 0);
  const [most] = refused;
  if (!most || count < failed / 2 || failed >= NEARLY_ALL * tried) return undefined;
  const statuses = refused.slice(0, MOST_NAMED).map(([kind]) => kind);
  return `${formatCount(count)} of the ${formatCount(tried)} requests were answered with ${statuses.join(', ')}: ${REMEDIES[most[0]] ?? REMEDY}. A status that is the answer you expect goes into their "accept".`;
}

function byFrequency(kinds: Kinds): [kind: string, count: number][] {
  return Object.entries(kinds).sort(([, a], [, b]) => b - a);
}
