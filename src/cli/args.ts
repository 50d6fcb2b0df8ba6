/** Arguments of a command, with errors that say what to type instead. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UserError } from '../core/errors';
import { nearest } from '../core/nearest';
import { parseBytes } from '../core/units';

type Options = NonNullable<ParseArgsConfig['options']>;
const HELP = { help: { type: 'boolean', short: 'h' } } as const;
type Parsed<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T & typeof HELP; allowPositionals: true; strict: true }>
>;

/** `parseArgs` that also takes `--help`; throws {@link UserError} `usage` for what the command does not know. */
export function readArgs<const T extends Options>(
  command: string,
  argv: readonly string[],
  options: T,
): Parsed<T> {
  const known = { ...options, ...HELP };
  try {
    return parseArgs({ args: [...argv], options: known, allowPositionals: true, strict: true });
  } catch (error) {
    const wrong = error instanceof Error ? error.message : String(error);
    const meant = nearest(/^Unknown option '--([^']+)'/.exec(wrong)?.[1] ?? '', Object.keys(known));
    const hint = meant === undefined ? '' : `Did you mean --${meant}? `;
    const remedy = `${hint}Run \`stairstep ${command} --help\` for what it takes.`;
    throw usage(wordsOf(wrong, command), remedy, error);
  }
}

/** What Node says of an option, in our words. */
function wordsOf(wrong: string, command: string): string {
  const [, name, what] = /^(?:Unknown option|Option) '(?:-\w, )?(-[^' ]+)[^']*'(.*)/s.exec(wrong) ?? [];
  if (name === undefined) return wrong;
  if (wrong.startsWith('Unknown')) return `\`stairstep ${command}\` has no option ${name}.`;
  if (what?.includes('does not take')) return `${name} takes no value.`;
  return `${name} needs a value; one that begins with a dash is written ${name}=-1.`;
}

/** Wrong use. */
export function usage(message: string, remedy: string, cause?: unknown): UserError {
  return new UserError('usage', message, remedy, { cause });
}

/** A number of at least `least`, or undefined where the option was not given. */
export function numberOption(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= least) return value;
  throw usage(
    `--${name} takes a number of ${least} or more, not "${text}".`,
    `For example \`--${name} ${Math.max(1, least)}\`.`,
  );
}

/** A whole number of at least `least`. */
export function integerOption(name: string, text: string | undefined, least: number): number | undefined {
  const value = numberOption(name, text, least);
  if (value === undefined || Number.isInteger(value)) return value;
  throw usage(
    `--${name} takes a whole number, not "${text}".`,
    `For example \`--${name} ${Math.round(value)}\`.`,
  );
}

/** A size such as `200MB`. */
export function bytesOption(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const bytes = parseBytes(text);
  if (bytes !== undefined) return bytes;
  throw usage(`--${name} takes a size, not "${text}".`, `For example \`--${name} 200MB\`.`);
}

/** `a,b,c`, given once or more often. */
export function listOption(texts: readonly string[] | undefined): string[] {
  return (texts ?? [])
    .flatMap((text) => text.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
