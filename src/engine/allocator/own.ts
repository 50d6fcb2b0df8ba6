/** The sources of the package that the binary is in. */
import type { Cfg } from '../../core/allocator/cfg';
import type { ExistingAllocator, SourceFile } from '../../core/allocator/outcome';
import { writesAllocator } from '../../core/allocator/rust/build-script';
import type { AllocatorMacros } from '../../core/allocator/rust/file-scan';
import type { RustParser } from '../../core/allocator/rust/syntax';
import type { Choice } from './choose';
import { compilerEnv } from './compiler-env';
import type { Texts } from './files';
import type { ProjectPackage } from './package';
import { scanCrate, type UnfollowedInclude } from './sources';

/** Names the folder that build scripts write to. */
const WRITTEN_TO = 'OUT_DIR';

export interface OwnSources {
  found: ExistingAllocator[];
  /** where a file is included whose path only the build knows, so that it was not searched */
  unfollowed: Pick<UnfollowedInclude, 'path' | 'line' | 'variable'>[];
}

/** The allocators of the binary's own source and of the library of its package. */
export async function ownAllocators(
  { pack, binary }: Choice,
  macros: AllocatorMacros,
  parser: RustParser,
  texts: Texts,
): Promise<OwnSources> {
  const env = await compilerEnv(pack, texts, process.env);
  const root = pack.targets.find(({ kind }) => kind === 'lib')?.root;
  const library =
    root === undefined ? undefined : await scanCrate(root, parser, texts, undefined, macros, env);
  const reachable = new Map([...macros, ...(library?.exported ?? [])]);
  const own = await scanCrate(binary.root, parser, texts, undefined, reachable, env);
  const scans = [
    { scan: own, where: 'binary' as const },
    ...(library ? [{ scan: library, where: 'library' as const }] : []),
  ];
  const script = await allocatorScript(pack, parser, texts);
  const found = scans.flatMap(({ scan, where }) => [
    ...scan.allocators
      .filter(({ cfg }) => where === 'binary' || !needsTest(cfg))
      .map((known) => ({ ...known, where })),
    ...scan.unfollowed.flatMap(({ path, line, cfg, variable }) => {
      const macro = script && { shown: 'include!', definition: script };
      return macro && variable === WRITTEN_TO ? [{ path, line, cfg, where, type: 'include!', macro }] : [];
    }),
  ]);
  const unfollowed = scans
    .flatMap(({ scan }) => scan.unfollowed)
    .filter(({ variable }) => variable !== WRITTEN_TO)
    .map(({ path, line, variable }) => ({ path, line, variable }));
  return { found, unfollowed };
}

/** Whether it holds in tests alone: those of a library are built without the binary. */
function needsTest(cfg: Cfg): boolean {
  if (cfg.kind === 'flag') return cfg.name === 'test' && cfg.value === undefined;
  return cfg.kind === 'all' && cfg.of.some(needsTest);
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
