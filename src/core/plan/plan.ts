/**
 * The load plan, `stairstep.json`: what is built, how it is started, what is sent. One zod schema is the type, the
 * check and (through `npm run build`) the JSON schema the editor completes from.
 */
import * as z from 'zod';
import { checkEnvironment, hasNoNull, NO_NULL } from './names';
import { request } from './request';

const seconds = (most: number) => z.number().nonnegative().max(most);
const DAY = 86_400;

export const planSchema = z.strictObject({
  $schema: z.string().optional(),
  bin: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'The binary target; found by itself where there is one.' }),
  package: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'The package of a workspace that holds the binary.' }),
  features: z.array(z.string().min(1)).default([]).meta({ description: 'Cargo features to build with.' }),
  defaultFeatures: z.boolean().default(true),
  profile: z.string().min(1).default('release').meta({ description: 'Cargo profile to build and measure.' }),
  args: z
    .array(z.string().refine(hasNoNull, { error: NO_NULL }))
    .default([])
    .meta({ description: 'Arguments for the service.' }),
  env: z
    .record(z.string(), z.string())
    .superRefine(checkEnvironment)
    .default({})
    .meta({ description: 'Environment for the service.' }),
  cwd: z.string().min(1).optional().meta({
    description:
      'Folder that the service runs in, relative to this file; that of its package where left out. Its relative paths begin there.',
  }),
  port: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .meta({ description: 'Port the service listens on; found by itself where it is left out.' }),
  health: z
    .string()
    .startsWith('/')
    .optional()
    .meta({ description: 'Path that answers 2xx once the service is ready.' }),
  readyTimeout: seconds(3600).positive().default(60).meta({
    description:
      'Seconds until it has to be ready. Less is waited for a health path that answers 404: 5 seconds where the path of the first request is there, else 20, since routes may come after the port is open; 503 is waited for.',
  }),
  stopTimeout: seconds(3600).default(30).meta({
    description: 'Seconds that it may take to end after SIGTERM; it is killed then.',
  }),
  requests: z
    .array(request)
    .min(1)
    .max(100)
    .default([request.parse({})])
    .meta({ description: 'What the load sends; GET / where left out.' }),
  connections: z
    .array(z.number().int().min(1).max(10_000))
    .min(1)
    .max(1000)
    .default([8, 16, 32, 64, 64, 64, 64])
    .meta({
      description:
        'Connections of each burst. Ramp, then repeat the largest at least three times: without equal bursts a leak and fragmentation cannot be told apart.',
    }),
  burst: z
    .union([
      z.strictObject({ seconds: seconds(DAY).positive() }),
      z.strictObject({ requests: z.number().int().positive().max(1e9) }),
    ])
    .default({ seconds: 4 })
    .meta({ description: 'How long a burst lasts.' }),
  rate: z
    .number()
    .int()
    .min(1)
    .max(1e7)
    .optional()
    .meta({ description: 'Requests a second over all connections; as fast as it goes where left out.' }),
  // the load generator takes none below a second
  timeout: seconds(3600)
    .min(1)
    .default(30)
    .meta({ description: 'Seconds until a request counts as failed.' }),
  baseline: seconds(DAY).default(3).meta({ description: 'Seconds of quiet before the first burst.' }),
  rest: seconds(DAY).default(4).meta({ description: 'Seconds of quiet after each burst.' }),
  tail: seconds(DAY).default(30).meta({ description: 'Seconds of quiet at the end.' }),
  seed: z
    .number()
    .int()
    .nonnegative()
    .max(2 ** 32 - 1)
    .default(1),
  hz: z.number().min(1).max(50).default(20).meta({ description: 'Samples a second.' }),
  tree: z.boolean().default(true).meta({ description: 'Measure the child processes too.' }),
  memoryLimit: z.number().positive().max(1).default(0.8).meta({
    description: 'Share of the available memory, or of the cgroup limit, at which the run is stopped.',
  }),
});

/** A whole plan, every default filled in. */
export type Plan = z.output<typeof planSchema>;
/** A plan as people write it. */
export type PlanInput = z.input<typeof planSchema>;
export type RequestSpec = Plan['requests'][number];
export type BodySpec = NonNullable<RequestSpec['body']>;
