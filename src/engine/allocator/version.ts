/** The newest version of an allocator's crate that is compatible with the one we know. */
import { tmpdir } from 'node:os';
import type { AllocatorName } from '../../core/allocator/allocator';
import { allocatorEntry } from '../../core/allocator/catalogue';
import { run } from './cargo';

/** Ask the registry for a short time; the known version where it does not answer. */
export async function newestVersion(
  allocator: AllocatorName,
  env: NodeJS.ProcessEnv,
  timeout = 4000,
): Promise<string> {
  const crate = allocatorEntry(allocator)?.crate;
  if (!crate) return '';
  const args = ['info', crate.name, '--registry', 'crates-io', '--quiet'];
  const result = await run('cargo', args, { cwd: tmpdir(), timeout, env });
  const found = /^version: (\d+\.\d+\.\d+)/m.exec(result.stdout)?.[1];
  return found !== undefined && isNewer(found, crate.version) ? found : crate.version;
}

/** Whether a version is newer than, and by cargo's rules compatible with, another. */
function isNewer(version: string, known: string): boolean {
  const [a, b] = [version, known].map((text) => text.split('.').map(Number));
  if (!a || !b || a[0] !== b[0]) return false;
  const fixed = a[0] === 0 ? 2 : 1;
  if (a.slice(0, fixed).join('.') !== b.slice(0, fixed).join('.')) return false;
  return (a[1] ?? 0) > (b[1] ?? 0) || (a[1] === b[1] && (a[2] ?? 0) > (b[2] ?? 0));
}
