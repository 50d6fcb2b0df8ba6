/** What the engine as a child process is told, and what it tells. Commands are checked: they come from outside. */
import * as z from 'zod';
import type { ErrorCode } from '../core/errors';
import { planSchema } from '../core/plan/plan';
import type { RunStateName } from '../core/run/event';
import type { CompilerDiagnostic } from './cargo/messages';
import { type CompareMessage, compareOptions, type EventsMessage, offerOptions } from './compare/protocol';
import type { RunResult } from './run/options';

const text = z.string();
const env = z.record(text, text);
const overrides = planSchema.partial();
// checked as a plan once it is read
const planInput = z.custom<z.input<typeof planSchema>>((value) => typeof value === 'object');

const buildOptions = {
  cwd: text,
  manifestPath: text.exactOptional(),
  planPath: text.exactOptional(),
  plan: planInput.exactOptional(),
  overrides: z.custom<z.input<typeof overrides>>((value) => typeof value === 'object').exactOptional(),
  root: text.exactOptional(),
  binary: text.exactOptional(),
  buildEnv: env.exactOptional(),
};

const trial = z.strictObject({ id: text, label: text, repeat: z.number(), comparison: text });

const launchOptions = {
  env: env.exactOptional(),
  preload: z.array(text).exactOptional(),
  allowRemote: z.boolean().exactOptional(),
  trial: trial.exactOptional(),
};

export const commandSchema = z.discriminatedUnion('cmd', [
  z.strictObject({
    cmd: z.literal('profile'),
    options: z.strictObject({ ...buildOptions, ...launchOptions }),
  }),
  z.strictObject({
    cmd: z.literal('attach'),
    options: z.strictObject({
      pid: z.int().positive().exactOptional(),
      port: z.int().positive().exactOptional(),
      planPath: text.exactOptional(),
      overrides: buildOptions.overrides,
      seconds: z.number().positive().exactOptional(),
      root: text,
      allowRemote: z.boolean().exactOptional(),
    }),
  }),
  z.strictObject({
    cmd: z.literal('compare'),
    options: z.strictObject({ ...buildOptions, ...compareOptions }),
  }),
  z.strictObject({
    cmd: z.literal('offer-trials'),
    options: z.strictObject({ ...buildOptions, ...offerOptions }),
  }),
  z.strictObject({ cmd: z.literal('stop') }),
  z.strictObject({ cmd: z.literal('abort') }),
]);

export type Command = z.output<typeof commandSchema>;

export type Message =
  | { type: 'ready' }
  | { type: 'state'; state: RunStateName; reason?: string }
  | { type: 'progress'; text: string }
  | { type: 'diagnostic'; diagnostic: CompilerDiagnostic }
  | { type: 'file'; file: string }
  | EventsMessage
  | { type: 'done'; result: RunResult }
  | CompareMessage
  | { type: 'error'; code: ErrorCode | 'internal'; message: string; remedy: string };
