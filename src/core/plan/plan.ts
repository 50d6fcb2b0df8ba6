/**
 * The load plan, `stairstep.json`: what is built, how it is started, what is sent. One zod schema is the type, the
 * check and (through `npm run build`) the JSON schema the editor completes from.
 */
import * as z from 'zod';
import { parseBytes } from '../units';
import { checkEnvironment, checkHeaders, hasNoNull, NO_NULL } from './names';
import { PLACEHOLDERS, unknownPlaceholder } from './placeholders';

const bytes = z
  .union([z.number().int().nonnegative(), z.string()])
  .refine((v) => parseBytes(v) !== undefined, { error: 'expected a size such as "30kB", "2MiB" or 4096' });

const sizes = z
  .union([
    bytes,
    z.strictObject({
      from: bytes,
      to: bytes,
      distribution: z.enum(['uniform', 'log-uniform']).default('log-uniform'),
    }),
    z.strictObject({ list: z.array(bytes).min(1).max(1000) }),
  ])
  .meta({
    description:
      'One size, a range from the smaller to the larger, or a list to draw from. Seeded: two runs send the same.',
  });

/** Each placeholder has to be known: one that is mistyped would be sent as it is. */
function placeholders(text: string, ctx: z.RefinementCtx): void {
  const unknown = unknownPlaceholder(text);
  if (unknown === undefined) return;
  const message = `unknown placeholder ${unknown}, expected ${PLACEHOLDERS}; a body that is to hold such braces can be a "file"`;
  ctx.addIssue({ code: 'custom', message, input: text });
}

const EACH_ITS_OWN =
  '{{n}} is the number of the request, which goes on through all bursts; {{uuid}} a new id; {{int 1 1000}} a number from 1 to 1000.';

const body = z.union([
  z
    .string()
    .superRefine(placeholders)
    .meta({ description: `A text. ${EACH_ITS_OWN}` }),
  z
    .strictObject({ file: z.string().min(1) })
    .meta({ description: 'A file beside stairstep.json, sent as it is.' }),
  z
    .strictObject({
      text: z.literal(true, {
        error: 'expected true: "size" says how long the text is; a text of your own is the body itself',
      }),
      size: sizes,
    })
    .meta({ description: 'Letters of a size.' }),
  z
    .strictObject({
      json: z.json().superRefine((json, ctx) => placeholders(JSON.stringify(json), ctx)),
      size: sizes.optional(),
    })
    .meta({
      description:
        'JSON. The strings "$text" and "$records" in it are filled up to `size`: with one long string, or with an array of small objects (many small allocations); a `size` needs one of them. Placeholders as in a text.',
    }),
]);

const requestFields = z.strictObject({
  method: z
    .enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    .optional()
    .meta({ description: 'Where left out: POST with a body, as curl has it, else GET.' }),
  path: z
    .string()
    .startsWith('/')
    .max(8192)
    .superRefine(placeholders)
    .default('/')
    .meta({ description: EACH_ITS_OWN }),
  headers: z
    .record(z.string(), z.string().superRefine(placeholders))
    .superRefine(checkHeaders)
    .default({})
    .meta({ description: 'Placeholders as in the path.' }),
  body: body.optional(),
  accept: z
    .array(z.number().int().min(100).max(599))
    .default([])
    .meta({ description: 'Statuses beside 2xx that are the answer you expect, such as 303 after a form.' }),
  weight: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .meta({ description: 'How often, against the other requests.' }),
});

const request = requestFields.transform(({ method, ...rest }) => ({
  method: method ?? (rest.body === undefined ? ('GET' as const) : ('POST' as const)),
  ...rest,
}));

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
