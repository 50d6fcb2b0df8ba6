/** The format of a report: the one that was asked for, or the one that the name of the file stands for. */
import path from 'node:path';
import { usage } from './args';

/** Other names, and endings of files. */
const ALIASES: Readonly<Record<string, string>> = { markdown: 'md', htm: 'html', txt: 'terminal' };

export interface FormatOptions {
  format?: string;
  json?: boolean;
  output?: string;
}

/** One of `known`; `terminal` where nothing tells. Errors: `usage` for a format or an ending that is none of them. */
export function chosenFormat<T extends string>(
  known: readonly T[],
  { format, json, output }: FormatOptions,
): T | 'terminal' {
  const asked = json ? 'json' : format;
  if (asked !== undefined)
    return (
      named(known, asked) ?? refuse(`There is no format "${asked}".`, `The formats are ${known.join(', ')}.`)
    );
  if (output === undefined) return 'terminal';
  return (
    named(known, path.extname(output).slice(1).toLowerCase()) ??
    refuse(
      `The name ${output} does not tell its format.`,
      `End it in ${endings(known)}, or name the format: --format ${known.join(', ')}.`,
    )
  );
}

function named<T extends string>(known: readonly T[], text: string): T | undefined {
  const name = Object.hasOwn(ALIASES, text) ? ALIASES[text] : text;
  return known.find((format) => format === name);
}

function endings(known: readonly string[]): string {
  return known.map((format) => (format === 'terminal' ? '.txt' : `.${format}`)).join(', ');
}

function refuse(message: string, remedy: string): never {
  throw usage(message, remedy);
}
