/** The sources of the package that the binary is in. */
import type { ExistingAllocator, SourceFile } from '../../core/allocator/outcome';
import type { AllocatorMacros } from '../../core/allocator/rust/file-scan';
import type { RustParser } from '../../core/allocator/rust/syntax';
import type { Choice } from './choose';
import type { Texts } from './files';
import { scanCrate } from './sources';

/** The allocators of the binary's own source and of the library of its package. */
export async function ownAllocators(
  { pack, binary }: Choice,
  macros: AllocatorMacros,
  parser: RustParser,
  texts: Texts,
): Promise<ExistingAllocator[]> {
  const root = pack.targets.find(({ kind }) => kind === 'lib')?.root;
  const library = root === undefined ? undefined : await scanCrate(root, parser, texts, undefined, macros);
  const reachable = new Map([...macros, ...(library?.exported ?? [])]);
  const own = await scanCrate(binary.root, parser, texts, undefined, reachable);
  return [
    ...own.allocators.map((found) => ({ ...found, where: 'binary' as const })),
    ...(library?.allocators ?? []).map((found) => ({ ...found, where: 'library' as const })),
  ];
}

/** Root sources of the package's other targets, each once; those that cannot be read left out. */
export async function otherRoots({ pack, binary }: Choice, texts: Texts): Promise<SourceFile[]> {
  const roots = new Set([...pack.targets.map(({ root }) => root), ...pack.others]);
  roots.delete(binary.root);
  const files = await Promise.all(
    [...roots].map(async (path) => ({ path, text: await texts.tryRead(path) })),
  );
  return files.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
}
