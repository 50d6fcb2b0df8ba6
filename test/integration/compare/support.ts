/** A service without dependencies, which builds in a second, and what the tests of comparisons ask of it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ComparisonEvent } from '../../../src/core/compare/event';
import { readComparison } from '../../../src/core/compare/fold';
import type { PlanInput } from '../../../src/core/plan/plan';
import type { CompareOptions } from '../../../src/engine/compare/options';
import { CACHE } from '../support';

/** Shared, so that jemalloc is built once; apart from the target folder of the user's build, as in use. */
export const TRIAL_TARGET = path.join(CACHE, 'trial-target');

export const QUICK: Partial<PlanInput> = {
  requests: [{ path: '/' }],
  connections: [2, 4],
  burst: { seconds: 0.3 },
  baseline: 0.2,
  rest: 0.2,
  tail: 0.3,
};

export const MAIN = `
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};

static SERVED: AtomicUsize = AtomicUsize::new(0);

/// Answers every request, but aborts at the tenth where the variable that CRASH_WITH names is set.
fn serve(mut stream: TcpStream, crash: bool) {
    let mut buffer = [0u8; 4096];
    while let Ok(1..) = stream.read(&mut buffer) {
        if SERVED.fetch_add(1, Ordering::Relaxed) == 10 && crash {
            std::process::abort();
        }
        if stream.write_all(b"HTTP/1.1 200 OK\\r\\ncontent-length: 2\\r\\n\\r\\nok").is_err() {
            return;
        }
    }
}

fn main() {
    let port = std::env::var("PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(0u16);
    let crash = std::env::var("CRASH_WITH").is_ok_and(|name| std::env::var_os(name).is_some());
    let listener = TcpListener::bind(("127.0.0.1", port)).expect("a free port");
    for stream in listener.incoming().flatten() {
        std::thread::spawn(move || serve(stream, crash));
    }
}
`;

/** Writes the service's crate into a folder. */
export function tinyService(folder: string, extra: Record<string, string> = {}): void {
  const manifest = '[package]\nname = "tiny-service"\nversion = "0.1.0"\nedition = "2021"\n\n[workspace]\n';
  for (const [name, text] of Object.entries({ 'Cargo.toml': manifest, 'src/main.rs': MAIN, ...extra })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

/** Options to compare the service in a folder. */
export function tinyOptions(
  cwd: string,
  trials: CompareOptions['trials'],
  overrides: Partial<PlanInput> = {},
): CompareOptions {
  return {
    cwd,
    trials,
    repeats: 1,
    overrides: { ...QUICK, ...overrides },
    buildEnv: { CARGO_TARGET_DIR: path.join(CACHE, 'tiny-target') },
    targetFolder: TRIAL_TARGET,
  };
}

/** What is left of scratch copies. */
export function scratchLeft(cwd: string): string[] {
  const folder = path.join(cwd, '.stairstep/worktrees');
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** A hash of every file of the user's. */
export function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && !path.join(entry.parentPath, '/').includes('/.stairstep/'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const name of names) hash.update(name).update(readFileSync(name));
  return hash.digest('hex');
}

/** The state of each trial, from a comparison's file. */
export function statesIn(file: string): Record<string, string> {
  const { trials } = readComparison(readFileSync(file, 'utf8'));
  return Object.fromEntries([...trials].map(([id, { status }]) => [id, status.state]));
}

/** Why a trial failed or was left out. */
export function whyNot(file: string, id: string): { reason: string; remedy: string } {
  const status = readComparison(readFileSync(file, 'utf8')).trials.get(id)?.status;
  return status && 'reason' in status ? status : { reason: '', remedy: '' };
}

/** Calls once for the first event that is wanted. */
export function once(
  wanted: (event: ComparisonEvent) => boolean,
  act: () => void,
): (event: ComparisonEvent) => void {
  let waiting = true;
  return (event) => {
    if (!waiting || !wanted(event)) return;
    waiting = false;
    act();
  };
}
