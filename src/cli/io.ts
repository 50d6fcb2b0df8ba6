/** What a command has of the world: where it reads and writes, and what the terminal can show. */

export interface Output {
  write(text: string): unknown;
  once?(event: 'drain', listener: () => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Io {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  /** results, and nothing else */
  stdout: Output;
  /** progress and messages */
  stderr: Output;
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
}

/** Exit codes, a stable interface. */
export const EXIT = { done: 0, budget: 1, refused: 2, interrupted: 130 } as const;

/** The streams, folder and environment of this process. */
export function processIo(): Io {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.cwd(),
    env: process.env,
  };
}

const USUAL_WIDTH = 80;
const WIDEST = 120;
const NARROWEST = 40;

/** How text may look on `output`: NO_COLOR, FORCE_COLOR, TERM, COLUMNS and the locale are respected. */
export function terminalLook(
  { env }: Io,
  output: Output,
): { width: number; colour: boolean; unicode: boolean } {
  const wanted = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  const refused = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return {
    // 0 where a terminal does not know its width
    width: Math.max(NARROWEST, Math.min(WIDEST, output.columns || Number(env.COLUMNS) || USUAL_WIDTH)),
    colour: !refused && (wanted || output.isTTY === true),
    unicode: showsUnicode(env),
  };
}

function showsUnicode(env: Io['env']): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '');
  if (locale !== undefined) return /utf-?8/i.test(locale);
  return process.platform === 'darwin' || process.platform === 'win32';
}
