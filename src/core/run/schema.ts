/**
 * The check of one event of a file or a message: both come from outside. Extra keys are allowed, so that an old
 * reader opens a newer file; a wrong type is not.
 */
import * as z from 'zod/mini';
import { ALLOCATOR_NAMES } from '../allocator/allocator';
import { planSchema } from '../plan/plan';
import type { RunEvent } from './event';
import { isLoadEvent } from './load-check';
import { FINDINGS, PROFILES } from './verdict';

const finite = z.number();
const size = z.number().check(z.nonnegative());
const count = z.number().check(z.nonnegative());
const text = z.string();
const strings = z.array(text);
const numbers = z.record(text, finite);
const opt = z.exactOptional;

const allocator = z.looseObject({
  name: z.catch(z.enum(ALLOCATOR_NAMES), 'unknown'),
  how: z.enum(['default', 'built-in', 'preloaded']),
  version: opt(text),
  variable: opt(text),
  evidence: text,
  options: opt(z.record(text, text)),
});

const reason = z.looseObject({ code: text, text, numbers: opt(numbers) });

const step = z.looseObject({
  id: count,
  start: finite,
  end: finite,
  startIndex: count,
  endIndex: count,
  kept: finite,
  givenBack: opt(finite),
  burst: opt(count),
  connections: opt(count),
});

const burstEffect = z.looseObject({
  burst: count,
  connections: opt(count),
  requests: opt(count),
  before: finite,
  peak: finite,
  after: finite,
  keptShare: finite,
});

const verdict = z.looseObject({
  profile: z.enum(PROFILES),
  confidence: z.number().check(z.minimum(0), z.maximum(1)),
  steps: z.array(step),
  findings: z.pipe(
    strings,
    z.transform((all: string[]) => FINDINGS.filter((known) => all.includes(known))),
  ),
  reasons: z.array(reason),
  missing: z.array(reason),
  next: text,
  baseline: size,
  peak: size,
  retained: size,
  growthPerThousand: opt(finite),
  bursts: z.array(burstEffect),
});

const machine = z.looseObject({
  os: text,
  kernel: text,
  arch: text,
  cores: count,
  memory: size,
  cgroupLimit: opt(size),
  pageSize: opt(size),
  libc: opt(text),
  thp: opt(text),
  rustc: opt(text),
});

const service = z.looseObject({
  name: text,
  package: opt(text),
  manifest: opt(text),
  source: opt(text),
  profile: opt(text),
  features: opt(strings),
  args: opt(strings),
  binaryHash: opt(text),
  binaryPath: opt(text),
  commit: opt(text),
  pid: opt(count),
});

const at = { t: finite };

const eventSchema = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('header'),
    format: count,
    id: text,
    startedAt: text,
    tool: text,
    service,
    machine,
    allocator,
    plan: opt(planSchema),
    imported: opt(z.looseObject({ format: text, series: z.nullable(text), unit: text, time: text })),
    trial: opt(z.looseObject({ id: text, label: text, repeat: count, comparison: text })),
  }),
  z.looseObject({
    kind: z.literal('state'),
    ...at,
    state: z.enum(['idle', 'building', 'starting', 'running', 'stopping', 'ended', 'failed']),
    reason: opt(text),
  }),
  z.looseObject({
    kind: z.literal('phase'),
    ...at,
    phase: z.enum(['baseline', 'burst', 'rest', 'tail']),
    burst: opt(count),
    connections: opt(count),
  }),
  z.looseObject({
    kind: z.literal('sample'),
    ...at,
    rss: size,
    anon: opt(size),
    file: opt(size),
    shared: opt(size),
  }),
  z.looseObject({
    kind: z.literal('breakdown'),
    ...at,
    heap: size,
    arenas: size,
    large: size,
    other: size,
    file: size,
    huge: size,
    lazyFree: size,
  }),
  z.looseObject({ kind: z.literal('output'), ...at, stream: z.enum(['stdout', 'stderr']), text }),
  z.looseObject({
    kind: z.literal('step'),
    ...at,
    status: z.enum(['provisional', 'confirmed', 'retracted']),
    step,
  }),
  z.looseObject({ kind: z.literal('verdict'), ...at, provisional: z.boolean(), verdict }),
  z.looseObject({ kind: z.literal('note'), ...at, level: z.enum(['info', 'warning', 'error']), text }),
  z.looseObject({
    kind: z.literal('end'),
    ...at,
    reason: z.enum(['completed', 'interrupted', 'service-exited', 'memory-guard', 'disk-full', 'failed']),
    exitCode: opt(z.number()),
    signal: opt(text),
    cpuSeconds: opt(count),
    childrenAtPeak: opt(z.looseObject({ count, rss: size })),
    text: opt(text),
  }),
]);

/** The event in `value`, or undefined where it is none that this version knows. */
export function asRunEvent(value: unknown): RunEvent | undefined {
  if (typeof value === 'object' && value !== null && isLoadEvent(value)) return value;
  const parsed = eventSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
