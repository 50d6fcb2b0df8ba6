/** Cargo as a child process: found, run in its own group, ended with everything it started. */
import { access, constants } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '../../core/errors';
import { type Exit, spawnOwned } from '../process/owned';
import { NO_CARGO } from './toolchain';

/** Cargo on PATH, by `CARGO`, or where rustup puts it. Errors: {@link UserError} `environment`. */
async function findCargo(env: NodeJS.ProcessEnv): Promise<string> {
  const name = process.platform === 'win32' ? 'cargo.exe' : 'cargo';
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = [env.CARGO, ...[...folders, rustupFolder(env)].map((folder) => path.join(folder, name))];
  for (const file of candidates) {
    if (file && (await isExecutable(file))) return file;
  }
  throw new UserError('environment', NO_CARGO.message, NO_CARGO.remedy);
}

/** Where rustup puts cargo and rustc, which a program started from a desktop may not have on PATH. */
export function rustupFolder(env: NodeJS.ProcessEnv): string {
  return path.join(cargoHome(env), 'bin');
}

export function cargoHome(env: NodeJS.ProcessEnv): string {
  return env.CARGO_HOME ?? path.join(env.HOME ?? os.homedir(), '.cargo');
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface CargoCall {
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** whole lines of standard output */
  onStdout: (line: string) => void;
  onStderr: (line: string) => void;
}

/** Runs cargo to its end. When `signal` aborts, its whole group ends and this throws {@link UserError} `cancelled`. */
export async function runCargo(call: CargoCall): Promise<Exit> {
  const { args, cwd, env, signal, onStdout, onStderr } = call;
  const program = await findCargo(env);
  throwIfCancelled(signal);
  const cargo = await spawnOwned(program, args, { cwd, env });
  const abort = () => void cargo.end(1000);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  eachLine(cargo.stdout, onStdout);
  eachLine(cargo.stderr, onStderr);
  const exit = await cargo.exit;
  await cargo.drained;
  signal?.removeEventListener('abort', abort);
  await cargo.end();
  throwIfCancelled(signal);
  return exit;
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new UserError('cancelled', 'The build was cancelled.', 'Start it again when you like.');
}

/** Cargo's JSON messages are trusted to be whole lines, however long. */
function eachLine(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  stream.on('end', () => {
    if (rest) take(rest);
  });
}
