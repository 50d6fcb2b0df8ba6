/** The check of the first line of a recording. */
import * as z from 'zod/mini';
import { ALLOCATOR_NAMES, type AllocatorInUse } from '../allocator/allocator';
import { planSchema } from '../plan/plan';

const size = z.number().check(z.nonnegative());
const count = z.number().check(z.nonnegative());
const text = z.string();
const strings = z.array(text);
const opt = z.exactOptional;

const WAYS = ['default', 'built-in', 'preloaded', 'unknown'] as const;

const allocator = z.pipe(
  z.looseObject({
    name: text,
    how: text,
    version: opt(text),
    variable: opt(text),
    evidence: text,
    options: opt(z.record(text, text)),
    written: opt(z.looseObject({ name: opt(text), how: opt(text) })),
  }),
  z.transform((given: Omit<AllocatorInUse, 'name' | 'how'> & Record<'name' | 'how', string>) => {
    const name = ALLOCATOR_NAMES.find((known) => known === given.name);
    const how = WAYS.find((known) => known === given.how);
    const newer = { ...(name ? {} : { name: given.name }), ...(how ? {} : { how: given.how }) };
    const written = name && how ? {} : { written: { ...given.written, ...newer } };
    return { ...given, name: name ?? 'unknown', how: how ?? 'unknown', ...written };
  }),
);

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

export const header = z.looseObject({
  kind: z.literal('header'),
  format: count,
  id: text,
  startedAt: text,
  tool: text,
  service,
  machine,
  allocator,
  plan: opt(planSchema),
  planFile: opt(text),
  imported: opt(z.looseObject({ format: text, series: z.nullable(text), unit: text, time: text })),
  trial: opt(z.looseObject({ id: text, label: text, repeat: count, comparison: text })),
});
