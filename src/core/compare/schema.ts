/**
 * The check of one line of a comparison's file. Extra keys are allowed, and so are words that only a newer version
 * knows; a wrong type is not.
 */
import * as z from 'zod/mini';
import { ALLOCATOR_NAMES } from '../allocator/allocator';
import { faultIn, oneOf } from '../check';
import { planSchema } from '../plan/plan';
import { PROFILES } from '../run/verdict';
import { type ComparisonEvent, ENDINGS, TRIAL_KINDS, type TrialInfo } from './event';
import type { Measure } from './measure';

const text = z.string();
const finite = z.number();
const count = z.number().check(z.nonnegative());
const opt = z.exactOptional;
const allocator = oneOf(ALLOCATOR_NAMES, 'unknown');

const trial = z.pipe(
  z.looseObject({
    id: text,
    label: text,
    kind: oneOf(TRIAL_KINDS, 'unknown'),
    allocator,
    env: opt(z.record(text, text)),
    features: opt(z.array(text)),
    snippet: opt(text),
    permanent: opt(text),
    fix: opt(allocator),
  }),
  // one that this version does not know it cannot put in either
  z.transform(({ fix, ...rest }: Omit<TrialInfo, 'fix'> & Pick<TrialInfo, 'fix'>) =>
    fix === undefined || fix === 'unknown' ? rest : { ...rest, fix },
  ),
);

const measure = z.pipe(
  z.looseObject({
    profile: text,
    written: opt(text),
    baseline: count,
    peak: count,
    retained: count,
    meanRss: count,
    requests: count,
    tried: opt(count),
    errors: count,
    rps: opt(count),
    p50: opt(count),
    p99: opt(count),
    cpuSeconds: opt(count),
    buildSeconds: opt(count),
    steps: z.array(z.looseObject({ id: count, start: finite, end: finite, kept: finite })),
    allocator: opt(text),
    cutOff: opt(z.boolean()),
    otherLoad: opt(z.array(text)),
    otherService: opt(text),
    file: opt(text),
  }),
  z.transform((given: Omit<Measure, 'profile'> & { profile: string }): Measure => {
    const profile = PROFILES.find((known) => known === given.profile);
    return profile ? { ...given, profile } : { ...given, profile: 'inconclusive', written: given.profile };
  }),
);

const eventSchema = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('comparison'),
    format: count,
    id: text,
    startedAt: text,
    tool: text,
    service: z.looseObject({ name: text, manifest: opt(text) }),
    plan: opt(planSchema),
    trials: z.array(trial),
    repeats: count,
  }),
  z.looseObject({ kind: z.literal('trial-started'), trial: text, repeat: count, at: text }),
  z.looseObject({ kind: z.literal('trial-finished'), trial: text, repeat: count, measure }),
  z.looseObject({
    kind: z.literal('trial-failed'),
    trial: text,
    repeat: count,
    reason: text,
    remedy: text,
  }),
  z.looseObject({ kind: z.literal('trial-skipped'), trial: text, reason: text, remedy: text }),
  z.looseObject({ kind: z.literal('finished'), reason: oneOf(ENDINGS, 'cancelled') }),
]);

/** The event in `value`, or undefined where it is none that this version knows. */
export function asComparisonEvent(value: unknown): ComparisonEvent | undefined {
  const parsed = eventSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** What keeps `value` from being an event: `repeats is no number`; undefined where it is one. */
export function comparisonFaultOf(value: unknown): string | undefined {
  return faultIn(value, eventSchema.safeParse(value).error);
}
