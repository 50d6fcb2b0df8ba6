/** The flags that win over a plan. */
import { type PlanInput, planSchema } from '../core/plan/plan';
import { explain, type FieldPath } from '../engine/plan/explain';
import { integerOption, listOption, numberOption, usage } from './args';

/** Of the load, and nothing without one. */
const SENT_OPTIONS = {
  health: { type: 'string' },
  connections: { type: 'string', multiple: true },
  burst: { type: 'string' },
  'burst-requests': { type: 'string' },
  rate: { type: 'string' },
  baseline: { type: 'string' },
  rest: { type: 'string' },
  tail: { type: 'string' },
  seed: { type: 'string' },
} as const;

/** Of a run of a process that is there. */
export const RUN_OPTIONS = { ...SENT_OPTIONS, port: { type: 'string' }, hz: { type: 'string' } } as const;

export const PLAN_OPTIONS = {
  ...RUN_OPTIONS,
  bin: { type: 'string' },
  package: { type: 'string', short: 'p' },
  features: { type: 'string', short: 'F', multiple: true },
  'no-default-features': { type: 'boolean' },
  profile: { type: 'string' },
} as const;

/** Those that were given and shape a load. */
export function loadOptionsIn(values: object): string[] {
  return Object.keys(SENT_OPTIONS)
    .filter((name) => name in values)
    .map((name) => `--${name}`);
}

export const LOAD_HELP = `  --connections N,N,...  connections of each burst; ramp, then repeat the largest at least three times
  --burst SECONDS        how long a burst lasts
  --burst-requests N     or how many requests it sends
  --rate N               requests a second; as fast as it goes where left out
  --baseline SECONDS     quiet before the first burst
  --rest SECONDS         quiet after each burst
  --tail SECONDS         quiet at the end
  --seed N               of the bodies: the same seed sends the same
  --health PATH          path that answers 2xx once the service is ready`;

export const RUN_HELP = `  --port N               port of the service; found by itself where left out
  --hz N                 samples a second, 1 to 50`;

export const BUILD_HELP = `  --bin NAME             the binary, where there are several
  -p, --package NAME     the package, in a workspace
  -F, --features LIST    cargo features to build with
  --no-default-features  build without the default features
  --profile NAME         cargo profile to build and measure; release where left out`;

type Values = { [name in keyof typeof PLAN_OPTIONS]?: string | boolean | string[] };

/** What was given on the command line. Errors: `usage` for what is no number, or none that a plan takes. */
export function planOverrides(values: Values): Partial<PlanInput> {
  const text = (name: keyof Values) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const list = (name: keyof Values) => {
    const value = values[name];
    return Array.isArray(value) ? listOption(value) : [];
  };
  const seconds = (name: keyof Values) => numberOption(name, text(name), 0);
  const given = {
    bin: text('bin'),
    package: text('package'),
    profile: text('profile'),
    health: text('health'),
    port: integerOption('port', text('port'), 1),
    rate: integerOption('rate', text('rate'), 1),
    baseline: seconds('baseline'),
    rest: seconds('rest'),
    tail: seconds('tail'),
    seed: integerOption('seed', text('seed'), 0),
    hz: numberOption('hz', text('hz'), 1),
    burst: burstOf(seconds('burst'), integerOption('burst-requests', text('burst-requests'), 1)),
    connections: nonEmpty(list('connections').flatMap((n) => integerOption('connections', n, 1) ?? [])),
    features: nonEmpty(list('features')),
    defaultFeatures: values['no-default-features'] === true ? false : undefined,
  };
  const overrides = withoutUndefined(given);
  checkByPlan(overrides);
  return overrides;
}

/** Here, since the check of the whole plan cannot tell an option from what the file says. */
function checkByPlan(overrides: Partial<PlanInput>): void {
  const parsed = planSchema.partial().safeParse(overrides);
  if (parsed.success) return;
  const complaints = explain(parsed.error.issues).map(({ path, text }) => `${optionOf(path)}: ${text}`);
  throw usage(complaints.join('\n'), 'Give another value; `--help` says what each option takes.');
}

function optionOf([field, form]: FieldPath): string {
  return field === 'burst' && form === 'requests' ? '--burst-requests' : `--${field}`;
}

function burstOf(seconds: number | undefined, requests: number | undefined): PlanInput['burst'] {
  if (seconds !== undefined && requests !== undefined)
    throw usage('A burst has seconds or requests, not both.', 'Leave --burst or --burst-requests out.');
  if (seconds !== undefined) return { seconds };
  return requests === undefined ? undefined : { requests };
}

function nonEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** A copy that has only the keys with a value. */
function withoutUndefined<T extends object>(from: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const copy = { ...from };
  for (const key in copy) if (copy[key] === undefined) delete copy[key];
  return copy;
}
