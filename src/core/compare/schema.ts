/** The check of one line of a comparison's file. Extra keys are allowed, a wrong type is not. */
import * as z from 'zod/mini';
import { ALLOCATOR_NAMES } from '../allocator/allocator';
import { planSchema } from '../plan/plan';
import { PROFILES } from '../run/verdict';
import { type ComparisonEvent, TRIAL_KINDS } from './event';

const text = z.string();
const finite = z.number();
const count = z.number().check(z.nonnegative());
const opt = z.exactOptional;
const allocator = z.catch(z.enum(ALLOCATOR_NAMES), 'unknown');

const trial = z.looseObject({
  id: text,
  label: text,
  kind: z.enum(TRIAL_KINDS),
  allocator,
  env: opt(z.record(text, text)),
  features: opt(z.array(text)),
  snippet: opt(text),
  permanent: opt(text),
  fix: opt(allocator),
});

const measure = z.looseObject({
  profile: z.enum(PROFILES),
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
});

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
  z.looseObject({ kind: z.literal('finished'), reason: z.enum(['completed', 'cancelled']) }),
]);

/** The event in `value`, or undefined where it is none that this version knows. */
export function asComparisonEvent(value: unknown): ComparisonEvent | undefined {
  const parsed = eventSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
