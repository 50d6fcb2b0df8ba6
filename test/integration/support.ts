/** What the integration tests share: one built sample service, one bundle of the load worker, temporary folders. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { RunEvent } from '../../src/core/run/event';
import { defaultDeps, type EngineDeps, type RunObserver } from '../../src/engine';
import { processIdentity } from '../../src/engine/process/identity';
import { ROOT } from './sample';

export * from './sample';

/** A folder that is removed by the function given with it. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stairstep-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The engine with its load worker bundled from source. */
export async function engineDeps(folder: string): Promise<EngineDeps> {
  const loadWorker = path.join(folder, 'load-worker.cjs');
  await build({
    entryPoints: [path.join(ROOT, 'src/engine/load/worker.ts')],
    outfile: loadWorker,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return { ...defaultDeps, loadWorker, tool: 'stairstep test' };
}

/** Writes an executable script: Node where `source` does not begin with `#!`. */
export function script(folder: string, name: string, source: string): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  const text = source.startsWith('#!') ? source : `#!${process.execPath}\n${source}`;
  writeFileSync(file, text, { mode: 0o755 });
  return file;
}

/** An observer that keeps all it hears, and tells when an event of a kind comes. */
export function recordingObserver(): {
  observer: RunObserver;
  events: RunEvent[];
  states: string[];
  when: (wanted: (event: RunEvent) => boolean) => Promise<RunEvent>;
} {
  const events: RunEvent[] = [];
  const states: string[] = [];
  const waiting: { wanted: (event: RunEvent) => boolean; resolve: (event: RunEvent) => void }[] = [];
  return {
    events,
    states,
    observer: {
      state: (state) => void states.push(state),
      events: (batch) => {
        for (const event of batch) {
          events.push(event);
          for (const { wanted, resolve } of waiting) if (wanted(event)) resolve(event);
        }
      },
    },
    when: (wanted) =>
      new Promise((resolve) => {
        const seen = events.find(wanted);
        if (seen) resolve(seen);
        else waiting.push({ wanted, resolve });
      }),
  };
}

/** A port of this machine that this process holds until it is let go. */
export async function takenPort(): Promise<{ port: number; close: () => void }> {
  const holder = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const address = holder.address();
  return { port: typeof address === 'object' && address ? address.port : 0, close: () => holder.close() };
}

/** Whether a process is there, zombies aside. */
export function isAlive(pid: number): boolean {
  return processIdentity(pid) !== undefined;
}

/** Starts a program and gives it once it has printed a line. */
export function startProgram(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    child.once('error', reject);
    child.stdout?.once('data', () => resolve(child));
  });
}
