/** Cargo's `--message-format=json` lines: one line of text -> what it says. */
import * as z from 'zod';

const spanSchema = z.object({
  file_name: z.string(),
  line_start: z.number(),
  line_end: z.number(),
  column_start: z.number(),
  column_end: z.number(),
  is_primary: z.boolean(),
  label: z.string().nullish(),
});

const messageSchema = z.discriminatedUnion('reason', [
  z.object({
    reason: z.literal('compiler-message'),
    message: z.object({
      level: z.string(),
      message: z.string(),
      rendered: z.string().nullish(),
      code: z.object({ code: z.string() }).nullish(),
      spans: z.array(spanSchema),
    }),
  }),
  z.object({
    reason: z.literal('compiler-artifact'),
    target: z.object({ name: z.string(), kind: z.array(z.string()) }),
    executable: z.string().nullish(),
    fresh: z.boolean().optional(),
  }),
  z.object({ reason: z.literal('build-finished'), success: z.boolean() }),
]);

/** What the compiler found, as cargo renders it and as an editor marks it. */
export interface CompilerDiagnostic {
  level: string;
  message: string;
  /** as a terminal shows it, with colours */
  rendered: string;
  code?: string;
  /** where; the paths are relative to the workspace's root unless absolute. 1-based lines and columns. */
  spans: {
    file: string;
    line: number;
    endLine: number;
    column: number;
    endColumn: number;
    primary: boolean;
    label?: string;
  }[];
}

export type CargoMessage =
  | { kind: 'diagnostic'; diagnostic: CompilerDiagnostic }
  | { kind: 'binary'; name: string; executable: string }
  | { kind: 'artifact'; name: string };

/** Undefined for a line of another kind. */
export function parseMessage(line: string): CargoMessage | undefined {
  if (!line.startsWith('{')) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = messageSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  if (data.reason === 'build-finished') return undefined;
  if (data.reason === 'compiler-artifact') {
    const { target, executable } = data;
    return executable && target.kind.includes('bin')
      ? { kind: 'binary', name: target.name, executable }
      : { kind: 'artifact', name: target.name };
  }
  const { level, message, rendered, code, spans } = data.message;
  return {
    kind: 'diagnostic',
    diagnostic: {
      level,
      message,
      rendered: rendered ?? message,
      ...(code && { code: code.code }),
      spans: spans.map((span) => ({
        file: span.file_name,
        line: span.line_start,
        endLine: span.line_end,
        column: span.column_start,
        endColumn: span.column_end,
        primary: span.is_primary,
        ...(span.label && { label: span.label }),
      })),
    },
  };
}
