// @ts-check
/** Workspaces for the tests, each a copy in a temporary folder of its own. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Built services are kept between the tests, and between their runs. */
export const TARGET_FOLDER = join(
  process.env.STAIRSTEP_CACHE || process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'stairstep',
  'target',
);

const JSON_BODY = {
  json: { payload: '$records' },
  size: { from: '30kB', to: '1MB', distribution: 'log-uniform' },
};

/** Counted in requests, so that a slow machine gives the service as much to do: enough for a verdict. */
export const SHORT_PLAN = {
  requests: [{ method: 'POST', path: '/widgets', body: JSON_BODY }],
  connections: [8, 32, 32, 32, 32, 32, 32, 32],
  burst: { requests: 80 },
  baseline: 3,
  rest: 1.5,
  tail: 4,
  health: '/health',
};

/** A folder of its own for one group of tests. @param {string} [name] */
export async function scratch(name = 'stairstep-e2e-') {
  const folder = await mkdtemp(join(tmpdir(), name));
  return { folder, discard: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/**
 * The sample service with a plan.
 * @param {string} folder where it is put
 * @param {object | null} plan null leaves the plan out
 */
export async function sampleService(folder, plan = SHORT_PLAN) {
  await cp(join(ROOT, 'media', 'sample-service'), folder, {
    recursive: true,
    filter: (file) => !/[\\/](target|\.stairstep)$/.test(file),
  });
  const file = join(folder, 'stairstep.json');
  await (plan === null ? rm(file) : writeFile(file, `${JSON.stringify(plan, undefined, 2)}\n`));
  return folder;
}

/** The sample service as it is before anybody thought of an allocator. @param {string} folder */
export async function sampleWithoutAllocator(folder, plan = SHORT_PLAN) {
  await sampleService(folder, plan);
  await change(join(folder, 'Cargo.toml'), (text) =>
    text.replace(/\[features\]\n.*\n\n/, '').replace(/\[target\..*\n.*\n\n/, ''),
  );
  await change(join(folder, 'src', 'main.rs'), (text) =>
    text.replace(/#\[cfg.*\n#\[global_allocator\]\n.*\n\n/, ''),
  );
  return folder;
}

/** A folder with nothing of Rust in it. @param {string} folder */
export async function folderWithoutRust(folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'notes.txt'), 'nothing of Rust\n');
  return folder;
}

/**
 * A program of the standard library alone, which is built in a second.
 * @param {string} folder
 * @param {string} name
 * @param {string} main the source of its main.rs
 * @param {object} [plan]
 */
export async function tinyService(folder, name, main, plan) {
  await mkdir(join(folder, 'src'), { recursive: true });
  await writeFile(
    join(folder, 'Cargo.toml'),
    `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n\n[workspace]\n`,
  );
  await writeFile(join(folder, 'src', 'main.rs'), main);
  if (plan) await writeFile(join(folder, 'stairstep.json'), `${JSON.stringify(plan, undefined, 2)}\n`);
  return folder;
}

/** Answers every request with 200, and ends with a panic after so many. @param {number} requests */
export function serverThatAnswers(requests = Number.MAX_SAFE_INTEGER) {
  return `use std::io::{Read, Write};

fn main() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    println!("listening on {}", listener.local_addr().unwrap());
    let mut left: u64 = ${requests};
    for stream in listener.incoming() {
        let mut stream = stream.unwrap();
        let mut buffer = [0; 4096];
        while stream.read(&mut buffer).is_ok_and(|n| n > 0) {
            if left == 0 {
                panic!("out of answers");
            }
            left -= 1;
            if stream.write_all(b"HTTP/1.1 200 OK\\r\\ncontent-length: 2\\r\\nconnection: close\\r\\n\\r\\nok").is_err() {
                break;
            }
            break;
        }
    }
}
`;
}

/** @param {string} file @param {(text: string) => string} edit must change something */
export async function change(file, edit) {
  const before = await readFile(file, 'utf8');
  const after = edit(before);
  if (after === before) throw new Error(`${file} was to be changed`);
  await writeFile(file, after);
}

/** What the extension wrote to its log, of all windows. @param {string} userDataDir */
export async function extensionLog(userDataDir) {
  const entries = await readdir(userDataDir, { recursive: true });
  const logs = entries.filter((name) => name.endsWith('Stairstep.log')).sort();
  return (await Promise.all(logs.map((name) => readFile(join(userDataDir, name), 'utf8')))).join('\n');
}

/** The recordings of a workspace, oldest first. @param {string} folder */
export async function recordings(folder) {
  const runs = join(folder, '.stairstep', 'runs');
  const names = await readdir(runs).catch(() => []);
  return names
    .filter((name) => name.endsWith('.memprofile'))
    .sort()
    .map((name) => join(runs, name));
}

/** The events of a recording. @param {string} file @returns {Promise<Record<string, any>[]>} */
export async function eventsOf(file) {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
