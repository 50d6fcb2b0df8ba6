/** The check of what the engine sends. Its events are checked one by one where they are folded, in the page. */
import * as z from 'zod/mini';
import { ERROR_CODES } from '../../core/errors';
import { RUN_STATES, type RunEvent } from '../../core/run/event';
import type { CompilerDiagnostic } from '../../engine/cargo/messages';

const text = z.string();
const count = z.number();

const span = z.object({
  file: text,
  line: count,
  endLine: count,
  column: count,
  endColumn: count,
  primary: z.boolean(),
  label: z.exactOptional(text),
}) satisfies z.ZodMiniType<CompilerDiagnostic['spans'][number]>;

const diagnostic = z.object({
  level: text,
  message: text,
  rendered: text,
  code: z.exactOptional(text),
  spans: z.array(span),
}) satisfies z.ZodMiniType<CompilerDiagnostic>;

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({
    type: z.literal('state'),
    state: z.enum(RUN_STATES),
    reason: z.exactOptional(text),
  }),
  z.object({ type: z.literal('progress'), text }),
  z.object({ type: z.literal('diagnostic'), diagnostic }),
  z.object({ type: z.literal('file'), file: text }),
  z.object({ type: z.literal('events'), from: count, events: z.array(z.custom<RunEvent>(hasKind)) }),
  z.object({ type: z.literal('done'), result: z.object({ file: text }) }),
  z.object({ type: z.literal('comparison-file'), file: text }),
  z.object({ type: z.literal('comparison-event') }),
  z.object({
    type: z.literal('comparison-progress'),
    progress: z.object({
      label: text,
      repeat: count,
      doing: z.enum(['building', 'running']),
      text,
      done: count,
      total: count,
      secondsLeft: z.exactOptional(count),
    }),
  }),
  z.object({ type: z.literal('trial-file'), trial: text, file: text }),
  z.object({
    type: z.literal('trials'),
    trials: z.array(
      z.object({
        id: text,
        label: text,
        detail: text,
        builds: z.boolean(),
        byDefault: z.boolean(),
        applies: z.union([z.literal(true), z.object({ reason: text, remedy: text })]),
      }),
    ),
    each: z.object({ seconds: count, atLeast: z.boolean() }),
  }),
  z.object({ type: z.literal('compared'), file: text }),
  z.object({
    type: z.literal('error'),
    code: z.enum([...ERROR_CODES, 'internal']),
    message: text,
    remedy: text,
  }),
]);

export type EngineMessage = z.infer<typeof message>;

function hasKind(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'kind' in event && typeof event.kind === 'string';
}

/** A message of the engine, or undefined where it is none. */
export function asEngineMessage(value: unknown): EngineMessage | undefined {
  const parsed = message.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
