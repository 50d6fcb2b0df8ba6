/** A request of a load plan, as `requests` lists them: the schema of it, its body and its sizes. */
import * as z from 'zod';
import { parseBytes } from '../units';
import { checkHeaders } from './names';
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

export const request = requestFields.transform(({ method, ...rest }) => ({
  method: method ?? (rest.body === undefined ? ('GET' as const) : ('POST' as const)),
  ...rest,
}));
