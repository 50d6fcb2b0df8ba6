/** Runs the change-point detectors of the field (peers.py) in a virtual environment that is made once, outside the checkout. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FoundStep } from './score';

/** Peer -> the steps it found in one series, and the seconds it took. */
export type PeerAnswer = Record<string, { steps: FoundStep[]; seconds: number }>;

/** The Python of an environment with the peers in it. Errors: says which command failed, with its output. */
function environment(folder: string): string {
  const requirements = join(folder, 'requirements.txt');
  const key = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const cache = process.env.STAIRSTEP_CACHE ?? join(homedir(), '.cache', 'stairstep');
  const home = join(cache, `peers-${key}`);
  const python = join(home, 'bin', 'python');
  if (existsSync(python)) return python;
  const half = `${home}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  rmSync(half, { recursive: true, force: true });
  must('python3', ['-m', 'venv', half]);
  must(join(half, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
  renameSync(half, home);
  return python;
}

function must(command: string, args: string[]): void {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status === 0) return;
  const why = done.error?.message ?? `${done.stdout}${done.stderr}`;
  throw new Error(`${command} ${args.join(' ')} failed: ${why}`);
}

/**
 * One answer a series, in order; fewer where `seconds` were over. `folder` is where peers.py and requirements.txt stand;
 * `names` picks peers, all of them where it is left out.
 */
export async function askPeers(
  folder: string,
  series: readonly { y: readonly number[] }[],
  names: readonly string[] = [],
  seconds?: number,
): Promise<PeerAnswer[]> {
  const child = spawn(environment(folder), [join(folder, 'peers.py'), ...names], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(seconds !== undefined && { timeout: 1000 * seconds, killSignal: 'SIGKILL' as const }),
  });
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  const feed = (async () => {
    for (const { y } of series) {
      if (!child.stdin.write(`${JSON.stringify({ y })}\n`))
        await new Promise((go) => child.stdin.once('drain', go));
    }
    child.stdin.end();
  })();
  const answers: PeerAnswer[] = [];
  for await (const line of createInterface({ input: child.stdout }))
    answers.push(JSON.parse(line) as PeerAnswer);
  await feed;
  const code = await ended;
  if (child.signalCode === 'SIGKILL' && seconds !== undefined) return answers;
  if (code !== 0 || answers.length !== series.length)
    throw new Error(`peers.py ended with exit code ${code}`);
  return answers;
}
