/** Real packages: the sources of large crates' dependencies, fetched once into cargo's registry folder. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const MANIFEST = `[package]
name = "sweep"
version = "0.0.0"
edition = "2021"

[workspace]

[dependencies]
actix-web = "4"
axum = { version = "0.8", features = ["macros", "ws", "multipart"] }
bat = "0.24"
clap = { version = "4", features = ["derive"] }
fd-find = "10"
hyperfine = "1"
image = "0.25"
just = "1"
miniserve = "0.28"
polars = "0.44"
reqwest = { version = "0.12", features = ["json"] }
ripgrep = "14"
rocket = "0.5"
sqlx = { version = "0.8", features = ["postgres", "sqlite", "runtime-tokio"] }
sd = "1"
tantivy = "0.22"
tokei = "12"
tokio = { version = "1", features = ["full"] }
tonic = "0.12"
tracing-subscriber = "0.3"
warp = "0.3"
wgpu = "23"
xh = "0.23"
`;

export interface RegistryPackage {
  name: string;
  folder: string;
  /** Cargo.toml as its author wrote it */
  manifest: string;
}

/** The packages that the sweep goes over, most of them libraries. */
export async function registryPackages(): Promise<RegistryPackage[]> {
  const folder = await fetched();
  const lock = await readFile(join(folder, 'Cargo.lock'), 'utf8');
  const names = new Set(
    [...lock.matchAll(/name = "([^"]+)"\nversion = "([^"]+)"\nsource/g)].map(([, a, b]) => `${a}-${b}`),
  );
  const sources = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry/src');
  const packages: RegistryPackage[] = [];
  for (const registry of await readdir(sources))
    for (const name of await readdir(join(sources, registry))) {
      if (!names.has(name)) continue;
      const at = join(sources, registry, name);
      const manifest = await readFile(join(at, 'Cargo.toml.orig'), 'utf8').catch(() => undefined);
      if (manifest !== undefined) packages.push({ name, folder: at, manifest });
    }
  return packages;
}

async function fetched(): Promise<string> {
  const cache = process.env.STAIRSTEP_CACHE ?? join(homedir(), '.cache/stairstep');
  const folder = join(cache, `sweep-${createHash('sha256').update(MANIFEST).digest('hex').slice(0, 12)}`);
  const done = join(folder, 'fetched');
  const ready = await access(done).then(
    () => true,
    () => false,
  );
  if (ready) return folder;
  await mkdir(join(folder, 'src'), { recursive: true });
  await writeFile(join(folder, 'Cargo.toml'), MANIFEST);
  await writeFile(join(folder, 'src/main.rs'), 'fn main() {}\n');
  await run('cargo', ['fetch', '--quiet'], { cwd: folder, timeout: 540_000 });
  await writeFile(done, '');
  return folder;
}
