/** A service that does not get the port it wants, told from what it printed. */
import { UserError } from '../../core/errors';
import { portOwner } from './sockets';

/** As Rust, other runtimes and the systems themselves say it. */
const IN_USE =
  /address (is )?(already )?in use|AddrInUse|EADDRINUSE|only one usage of each socket address|os error (98|48|10048)\b/i;
/** Behind a host, a bracket, nothing at all, or the word: `127.0.0.1:80`, `[::]:80`, ` :80`, `port 80`; not `main.rs:80`. */
const NUMBERS = /(?:\bport\b\W{0,3}|(?:\d(?:\.\d+){3}|[\]*]|localhost|::|(?<![\w.:]))[:])(\d{1,5})\b/gi;

export interface Started {
  /** its newest lines, more of them than are shown: a backtrace may follow the one that matters */
  lines: readonly string[];
  args: readonly string[];
  env: NodeJS.ProcessEnv;
}

/** The error for a service that complains of its port; undefined where it does not. `shown`: its last lines, as told */
export function portTaken({ lines, args, env }: Started, shown: string): UserError | undefined {
  const complaints = lines.filter((line) => IN_USE.test(line));
  if (complaints.length === 0) return undefined;
  const [named] = portsIn(complaints);
  // what stands elsewhere may be any port, so it counts where somebody has it
  const guesses = [...portsIn([args.join(' ')]), Number(env.PORT ?? 0), ...portsIn(lines.toReversed())];
  const port = named ?? guesses.find((guess) => guess > 0 && portOwner(guess) !== undefined);
  const owner = port === undefined ? undefined : portOwner(port);
  const what =
    port === undefined
      ? 'the port it wants is taken, and its output does not say which that is'
      : `port ${port} is taken${owner ? ` by ${owner.name}` : ''}`;
  const stop = owner ? 'Stop that process' : 'Stop what has it (`ss -ltnp` lists who listens)';
  return new UserError(
    'environment',
    `The service cannot listen: ${what}. Its last lines:\n${shown}`,
    `${stop}, or give the service another port: "port" in stairstep.json sets PORT for it; what it does not read from there goes into "args" or "env".`,
  );
}

function portsIn(lines: readonly string[]): number[] {
  return lines.flatMap((line) => [...line.matchAll(NUMBERS)].map(([, port]) => Number(port)));
}
