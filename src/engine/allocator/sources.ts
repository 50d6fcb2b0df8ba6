/** Follow a crate's modules from its root, and collect the global allocators on the way. */
import { basename, dirname, join } from 'node:path';
import { both, type Cfg } from '../../core/allocator/cfg';
import type { ExistingAllocator } from '../../core/allocator/outcome';
import { type FileScan, scanFile } from '../../core/allocator/rust/scan';
import type { RustParser } from '../../core/allocator/rust/syntax';
import type { Texts } from './files';

export interface CrateScan {
  allocators: Omit<ExistingAllocator, 'where'>[];
  /** of the root */
  root: FileScan | undefined;
}

/** Scan a crate from its root source. `keep` says which modules are compiled; by default all are looked at. */
export async function scanCrate(
  rootPath: string,
  parser: RustParser,
  texts: Texts,
  keep: (cfg: Cfg) => boolean = () => true,
): Promise<CrateScan> {
  const seen = new Set<string>();
  const allocators: CrateScan['allocators'] = [];
  const visit = async (
    path: string,
    text: string,
    outer: Cfg,
    isRoot: boolean,
  ): Promise<FileScan | undefined> => {
    if (seen.has(path)) return undefined;
    seen.add(path);
    const scan = scanFile(text, parser);
    const cfg = both(outer, scan.cfg);
    for (const found of scan.allocators) allocators.push({ ...found, path, cfg: both(cfg, found.cfg) });
    for (const reference of scan.modules) {
      const inner = both(cfg, reference.cfg);
      if (!keep(inner)) continue;
      const file = await firstFile(
        reference.paths.map((relative) => modulePath(path, relative, isRoot)),
        texts,
      );
      if (file) await visit(file.path, file.text, inner, false);
    }
    return scan;
  };
  const text = await texts.tryRead(rootPath);
  const root =
    text === undefined ? undefined : await visit(rootPath, text, { kind: 'constant', value: true }, true);
  return { allocators, root };
}

/** `./x.rs` is beside the file itself; other modules of `a.rs` are in `a/`, those of a root or `mod.rs` beside it. */
function modulePath(file: string, relative: string, isRoot: boolean): string {
  const folder = dirname(file);
  if (relative.startsWith('./') || isRoot || basename(file) === 'mod.rs') return join(folder, relative);
  return join(folder, basename(file, '.rs'), relative);
}

async function firstFile(
  paths: readonly string[],
  texts: Texts,
): Promise<{ path: string; text: string } | undefined> {
  for (const path of paths) {
    const text = await texts.tryRead(path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}
