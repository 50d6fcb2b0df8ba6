/** What the headers of a request and the environment of a program can hold. */
import type * as z from 'zod';

/** RFC 9110, section 5.6.2 */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

type Texts = Readonly<Record<string, string>>;

/** A name that is none would break every request. A value is sent on one line, whatever it holds. */
export function checkHeaders(headers: Texts, ctx: z.RefinementCtx): void {
  for (const name of Object.keys(headers))
    if (!TOKEN.test(name)) complain(ctx, name, 'expected the name of a header, such as "x-tenant"');
}

export function checkEnvironment(env: Texts, ctx: z.RefinementCtx): void {
  for (const [name, value] of Object.entries(env)) {
    if (name === '' || /[=\0]/.test(name)) complain(ctx, name, 'expected a name without "="');
    else if (!hasNoNull(value)) complain(ctx, name, NO_NULL);
  }
}

export const NO_NULL = 'expected a text without a null character';

/** Whether a program can be given it. */
export function hasNoNull(text: string): boolean {
  return !text.includes('\0');
}

function complain(ctx: z.RefinementCtx, name: string, message: string): void {
  ctx.addIssue({ code: 'custom', path: [name], message, input: name });
}
