/**
 * The check of one event of a file or a message: both come from outside. Extra keys are allowed, so that an old
 * reader opens a newer file, and so are words that only a newer version knows where they leave the rest its sense; a
 * wrong type is not.
 */
import * as z from 'zod/mini';
import { faultIn, oneOf } from '../check';
import {
  END_REASONS,
  type EndEvent,
  NOTE_LEVELS,
  PHASES,
  type PhaseEvent,
  RUN_STATES,
  type RunEvent,
  STREAMS,
} from './event';
import { header } from './header-schema';
import { isLoadEvent } from './load-check';
import { FINDINGS, PROFILES } from './verdict';

const finite = z.number();
const size = z.number().check(z.nonnegative());
const count = z.number().check(z.nonnegative());
const text = z.string();
const strings = z.array(text);
const numbers = z.record(text, finite);
const opt = z.exactOptional;

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

const at = { t: finite };

const eventSchema = z.discriminatedUnion('kind', [
  header,
  z.looseObject({
    kind: z.literal('state'),
    ...at,
    state: z.enum(RUN_STATES),
    reason: opt(text),
  }),
  z.pipe(
    z.looseObject({
      kind: z.literal('phase'),
      ...at,
      phase: text,
      burst: opt(count),
      connections: opt(count),
    }),
    // one of a newer version has load where it has connections
    z.transform((given: Omit<PhaseEvent, 'phase'> & { phase: string }) => ({
      ...given,
      phase:
        PHASES.find((known) => known === given.phase) ?? (given.connections === undefined ? 'rest' : 'burst'),
    })),
  ),
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
  z.looseObject({ kind: z.literal('output'), ...at, stream: oneOf(STREAMS, 'stdout'), text }),
  z.looseObject({
    kind: z.literal('step'),
    ...at,
    status: z.enum(['provisional', 'confirmed', 'retracted']),
    step,
  }),
  z.looseObject({ kind: z.literal('verdict'), ...at, provisional: z.boolean(), verdict }),
  z.looseObject({ kind: z.literal('note'), ...at, level: oneOf(NOTE_LEVELS, 'info'), text }),
  z.pipe(
    z.looseObject({
      kind: z.literal('end'),
      ...at,
      reason: text,
      exitCode: opt(z.number()),
      signal: opt(text),
      cpuSeconds: opt(count),
      childrenAtPeak: opt(z.looseObject({ count, rss: size })),
      text: opt(text),
      written: opt(text),
    }),
    z.transform((given: Omit<EndEvent, 'reason'> & { reason: string }) => {
      const reason = [...END_REASONS, 'unknown' as const].find((known) => known === given.reason);
      return reason ? { ...given, reason } : { ...given, reason: 'unknown' as const, written: given.reason };
    }),
  ),
]);

/** The event in `value`, or undefined where it is none that this version knows. */
export function asRunEvent(value: unknown): RunEvent | undefined {
  if (typeof value === 'object' && value !== null && isLoadEvent(value)) return value;
  const parsed = eventSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** What keeps `value` from being an event: `machine.cores is no number`; undefined where it is one. */
export function faultOf(value: unknown): string | undefined {
  return faultIn(value, eventSchema.safeParse(value).error);
}
