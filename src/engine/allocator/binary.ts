/** What a built program tells about its allocator, read from its own bytes. */
import { open } from 'node:fs/promises';
import type { AllocatorName } from '../../core/allocator/allocator';
import { allocatorEntry, CATALOGUE } from '../../core/allocator/catalogue';
import { type ElfFile, readElf } from './elf';

export interface BinaryFacts {
  format: 'elf' | 'mach-o' | 'pe' | 'unknown';
  /** path of the dynamic loader; absent in a static binary, and then nothing can be preloaded */
  interpreter?: string;
  /** whether the dynamic linker loads it; undefined where the format is not read */
  dynamic?: boolean;
  libc: 'glibc' | 'musl' | 'unknown';
  /** whether its symbol table was removed; what is said then rests on strings */
  stripped: boolean;
  /** allocator linked in; undefined where the binary is none we can read */
  builtIn?: AllocatorName;
  /** e.g. `5.3.1`, where the binary carries it */
  version?: string;
  /** of the environment, that it reads its options from: another one where its functions have no prefix */
  variable?: string;
  evidence: string;
  /** whether `LD_PRELOAD` of an allocator would take effect: dynamic glibc and no allocator of its own */
  preloadable: boolean;
}

/** Read a binary. Fails only where the file cannot be read. */
export async function inspectBinary(path: string): Promise<BinaryFacts> {
  const file = await open(path, 'r');
  try {
    const elf = await readElf(file);
    if (elf) return fromElf(elf);
    const magic = Buffer.alloc(4);
    await file.read(magic, 0, 4, 0);
    return notElf(magic);
  } finally {
    await file.close();
  }
}

function notElf(magic: Buffer): BinaryFacts {
  const unread = { libc: 'unknown', stripped: false, preloadable: false } as const;
  const word = magic.readUInt32BE(0);
  if ([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe].includes(word))
    return { ...unread, format: 'mach-o', evidence: 'a Mach-O file, whose symbols are not read' };
  if (magic.toString('latin1', 0, 2) === 'MZ')
    return { ...unread, format: 'pe', evidence: 'a PE file, whose symbols are not read' };
  return { ...unread, format: 'unknown', evidence: 'neither ELF, Mach-O nor PE' };
}

function fromElf(elf: ElfFile): BinaryFacts {
  const found = bySymbol(elf) ?? (elf.stripped ? byString(elf) : undefined);
  const libc = elf.interpreter?.includes('musl') ? 'musl' : elf.interpreter ? 'glibc' : 'unknown';
  const facts: BinaryFacts = {
    format: 'elf',
    dynamic: elf.interpreter !== undefined,
    libc,
    stripped: elf.stripped,
    builtIn: found?.name ?? 'system',
    evidence: found?.evidence ?? noneFound(elf),
    preloadable: libc === 'glibc' && found === undefined,
  };
  if (elf.interpreter !== undefined) facts.interpreter = elf.interpreter;
  const version = found && versionIn(elf, found.name);
  if (version !== undefined) facts.version = version;
  const variable = found && variableIn(elf, found.name);
  if (variable !== undefined) facts.variable = variable;
  return facts;
}

function noneFound(elf: ElfFile): string {
  return elf.stripped
    ? 'no mark of another allocator in the strings of the stripped binary'
    : "no other allocator's symbols in the binary";
}

function bySymbol(elf: ElfFile): { name: AllocatorName; evidence: string } | undefined {
  for (const entry of CATALOGUE.filter((known) => known.name !== 'system')) {
    const symbol = elf.symbols.find((name) => entry.symbols.test(name));
    if (symbol !== undefined) return { name: entry.name, evidence: `symbol ${symbol}` };
  }
  return undefined;
}

function byString(elf: ElfFile): { name: AllocatorName; evidence: string } | undefined {
  for (const entry of CATALOGUE) {
    const text = entry.strings.find((wanted) => elf.readOnly.includes(wanted));
    if (text !== undefined)
      return { name: entry.name, evidence: `string "${text.trim()}" in the stripped binary` };
  }
  return undefined;
}

function versionIn(elf: ElfFile, name: AllocatorName): string | undefined {
  return allocatorEntry(name)?.version?.exec(elf.readOnly.toString('latin1'))?.[1];
}

function variableIn(elf: ElfFile, name: AllocatorName): string | undefined {
  const syntax = allocatorEntry(name)?.options;
  if (syntax?.kind !== 'pairs') return undefined;
  // the name without its prefix is a part of the one with it
  return [syntax.variable, syntax.unprefixed.variable].find((variable) => elf.readOnly.includes(variable));
}
