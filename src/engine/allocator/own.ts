/** The sources of the package that the binary is in. */
import type { ExistingAllocator, SourceFile } from '../../core/allocator/outcome';
import { writesAllocator } from '../../core/allocator/rust/build-script';
import type { AllocatorMacros } from '../../core/allocator/rust/file-scan';
import type { RustParser } from '../../core/allocator/rust/syntax';
import type { Choice } from './choose';
import type { Texts } from './files';
import type { ProjectPackage } from './package';
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
  const scans = [
    { scan: own, where: 'binary' as const },
    ...(library ? [{ scan: library, where: 'library' as const }] : []),
  ];
  const script = await allocatorScript(pack, parser, texts);
  return scans.flatMap(({ scan, where }) => [
    ...scan.allocators.map((found) => ({ ...found, where })),
    ...scan.generated.flatMap((found) =>
      script ? [{ ...found, where, type: 'include!', macro: { shown: 'include!', definition: script } }] : [],
    ),
  ]);
}

/** Where the build script writes source that sets the allocator; it is not run for the asking. */
async function allocatorScript(
  { buildScript }: ProjectPackage,
  parser: RustParser,
  texts: Texts,
): Promise<{ path: string; line: number } | undefined> {
  const text = buildScript === undefined ? undefined : await texts.tryRead(buildScript);
  const line = text === undefined ? undefined : writesAllocator(text, parser);
  return buildScript === undefined || line === undefined ? undefined : { path: buildScript, line };
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
