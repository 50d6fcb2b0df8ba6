/** A reader for the parts of an ELF file that name its loader, its symbols and its constants. */
import type { FileHandle } from 'node:fs/promises';

export interface ElfFile {
  /** PT_INTERP */
  interpreter?: string;
  /** no `.symtab` */
  stripped: boolean;
  /** names of defined symbols in `.symtab` and `.dynsym` */
  symbols: string[];
  /** `.rodata` */
  readOnly: Buffer;
}

interface Section {
  name: number;
  type: number;
  offset: number;
  size: number;
  link: number;
  entrySize: number;
}

const SHT_SYMTAB = 2;
const SHT_DYNSYM = 11;
const PT_INTERP = 3;
/** bytes of one section read at most: a debug build's symbol names stay well below */
const SECTION_LIMIT = 256 * 1024 * 1024;

/** Read an ELF file; undefined where it is none, or damaged. */
export async function readElf(file: FileHandle): Promise<ElfFile | undefined> {
  const { size } = await file.stat();
  const head = await bytes(file, 0, 64, size);
  if (head.length < 52 || head.readUInt32BE(0) !== 0x7f454c46) return undefined;
  const layout = new Layout(head[4] === 2, head[5] === 1);
  if (head.length < (layout.wide ? 64 : 52)) return undefined;
  try {
    return await read(file, size, head, layout);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function read(file: FileHandle, size: number, head: Buffer, layout: Layout): Promise<ElfFile> {
  const { wide } = layout;
  const programs = await bytes(
    file,
    layout.word(head, wide ? 32 : 28),
    layout.half(head, wide ? 54 : 42) * layout.half(head, wide ? 56 : 44),
    size,
  );
  const sections = await readSections(file, size, head, layout);
  const names = sections[layout.half(head, wide ? 62 : 50)];
  const nameTable = names ? await bytes(file, names.offset, names.size, size) : Buffer.alloc(0);
  const rodata = sections.find((section) => text(nameTable, section.name) === '.rodata');
  const interpreter = await readInterpreter(file, size, programs, layout);
  const symbols: string[] = [];
  for (const section of sections.filter(({ type }) => type === SHT_SYMTAB || type === SHT_DYNSYM)) {
    const strings = sections[section.link];
    if (!strings) continue;
    const table = await bytes(file, section.offset, section.size, size);
    const stringTable = await bytes(file, strings.offset, strings.size, size);
    symbols.push(...definedSymbols(table, stringTable, section.entrySize, layout));
  }
  return {
    ...(interpreter === undefined ? {} : { interpreter }),
    stripped: !sections.some(({ type }) => type === SHT_SYMTAB),
    symbols,
    readOnly: rodata ? await bytes(file, rodata.offset, rodata.size, size) : Buffer.alloc(0),
  };
}

async function readSections(
  file: FileHandle,
  size: number,
  head: Buffer,
  layout: Layout,
): Promise<Section[]> {
  const { wide } = layout;
  const entry = layout.half(head, wide ? 58 : 46);
  const count = layout.half(head, wide ? 60 : 48);
  const table = await bytes(file, layout.word(head, wide ? 40 : 32), entry * count, size);
  return Array.from({ length: entry > 0 ? Math.floor(table.length / entry) : 0 }, (_, index) => {
    const at = index * entry;
    return {
      name: layout.int(table, at),
      type: layout.int(table, at + 4),
      offset: layout.word(table, at + (wide ? 24 : 16)),
      size: layout.word(table, at + (wide ? 32 : 20)),
      link: layout.int(table, at + (wide ? 40 : 24)),
      entrySize: layout.word(table, at + (wide ? 56 : 36)),
    };
  });
}

async function readInterpreter(
  file: FileHandle,
  size: number,
  programs: Buffer,
  layout: Layout,
): Promise<string | undefined> {
  const entry = layout.wide ? 56 : 32;
  for (let at = 0; at + entry <= programs.length; at += entry) {
    if (layout.int(programs, at) !== PT_INTERP) continue;
    const offset = layout.word(programs, at + (layout.wide ? 8 : 4));
    const length = layout.word(programs, at + (layout.wide ? 32 : 16));
    return text(await bytes(file, offset, length, size), 0);
  }
  return undefined;
}

function* definedSymbols(
  table: Buffer,
  strings: Buffer,
  entrySize: number,
  layout: Layout,
): Generator<string> {
  const entry = entrySize > 0 ? entrySize : layout.wide ? 24 : 16;
  for (let at = 0; at + entry <= table.length; at += entry) {
    const section = layout.half(table, at + (layout.wide ? 6 : 14));
    const name = layout.int(table, at);
    if (section !== 0 && name !== 0) yield text(strings, name);
  }
}

/** Integers in the file's own width and byte order. */
class Layout {
  constructor(
    readonly wide: boolean,
    private readonly little: boolean,
  ) {}

  half(buffer: Buffer, at: number): number {
    return this.little ? buffer.readUInt16LE(at) : buffer.readUInt16BE(at);
  }

  int(buffer: Buffer, at: number): number {
    return this.little ? buffer.readUInt32LE(at) : buffer.readUInt32BE(at);
  }

  /** an address or size: 8 bytes in a 64-bit file, 4 in a 32-bit one */
  word(buffer: Buffer, at: number): number {
    if (!this.wide) return this.int(buffer, at);
    return Number(this.little ? buffer.readBigUInt64LE(at) : buffer.readBigUInt64BE(at));
  }
}

async function bytes(file: FileHandle, offset: number, length: number, size: number): Promise<Buffer> {
  if (offset >= size || length <= 0) return Buffer.alloc(0);
  const buffer = Buffer.alloc(Math.min(length, size - offset, SECTION_LIMIT));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
  return buffer.subarray(0, bytesRead);
}

function text(buffer: Buffer, at: number): string {
  const end = buffer.indexOf(0, at);
  return buffer.toString('latin1', at, end === -1 ? buffer.length : end);
}
