/** Text of the page in the user's language. */
import type { Translations } from '../src/core/view/protocol';

/** English text, with `{0}`, `{1}` for the arguments -> the same in the user's language. */
export type Translate = (text: string, ...args: readonly (string | number)[]) => string;

/** Looks each text up; one that is missing stays English. */
export function translator(strings: Translations): Translate {
  return (text, ...args) =>
    (strings[text] ?? text).replace(/\{(\d+)\}/g, (place, n: string) => String(args[Number(n)] ?? place));
}
