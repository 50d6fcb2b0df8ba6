/** Sizes of memory and their units, as the names of columns and metrics and the cells below them have them. */
import { type Decimal, isMissing, parseNumber } from './numbers';

export interface Unit {
  name: string;
  bytes: number;
  /** what else it could mean, where the text does not tell */
  doubt?: string;
}

export const BYTE: Unit = { name: 'bytes', bytes: 1 };
export const KIB: Unit = { name: 'KiB', bytes: 1024 };
export const MIB: Unit = { name: 'MiB', bytes: 1024 ** 2 };
export const GIB: Unit = { name: 'GiB', bytes: 1024 ** 3 };
const TIB: Unit = { name: 'TiB', bytes: 1024 ** 4 };

const EXACT = new Map<string, Unit>(
  Object.entries({
    b: BYTE,
    by: BYTE,
    byte: BYTE,
    bytes: BYTE,
    ki: KIB,
    kib: KIB,
    kiby: KIB,
    kibibyte: KIB,
    kibibytes: KIB,
    mi: MIB,
    mib: MIB,
    miby: MIB,
    mebibyte: MIB,
    mebibytes: MIB,
    gi: GIB,
    gib: GIB,
    giby: GIB,
    gibibyte: GIB,
    gibibytes: GIB,
    tib: TIB,
    pages: { name: 'pages', bytes: 4096, doubt: 'pages are taken for 4096 bytes each' },
  }),
);

/** The kernel, `ps`, psrecord and most scripts mean multiples of 1024 by these. */
const LOOSE = new Map<string, Unit>(
  Object.entries({
    kb: KIB,
    kilobyte: KIB,
    kilobytes: KIB,
    mb: MIB,
    megabyte: MIB,
    megabytes: MIB,
    gb: GIB,
    gigabyte: GIB,
    gigabytes: GIB,
  }),
);

const DECIMAL = new Map<string, Unit>(
  Object.entries({
    kb: { name: 'kB', bytes: 1e3 },
    mb: { name: 'MB', bytes: 1e6 },
    gb: { name: 'GB', bytes: 1e9 },
    tb: { name: 'TB', bytes: 1e12 },
  }),
);

/** `top` and `ps` write these for multiples of 1024. */
const LETTERS = new Map<string, Unit>(Object.entries({ k: KIB, m: MIB, g: GIB, t: TIB }));

/** The words of a name: of `RSS (KiB)`, `rss_kib` and `rssKiB` the same two. Labels in braces are no part of it. */
export function wordsOf(name: string): string[] {
  // a line of separators alone has a million of them
  if (name === '') return [];
  const [bare = ''] = name.split('{');
  const words = bare
    .replaceAll('%', ' % ')
    .replace(/(?<=[a-z]{2}|RSS)(?=[A-Z][a-z]|[KMG]i?B)/g, ' ')
    .toLowerCase();
  return words.split(/[^a-z0-9%]+/).filter((word) => word !== '');
}

/** The unit that a name tells; `doubt` where it could be another one. */
export function unitOf(name: string): Unit | undefined {
  // the last word that is one: in `b_rss_kib` it is not the first
  for (const word of wordsOf(name).toReversed()) {
    const exact = EXACT.get(word);
    if (exact !== undefined) return exact;
    const loose = LOOSE.get(word);
    if (loose !== undefined)
      return {
        ...loose,
        doubt: `${word} is read as ${loose.name}, ${loose.bytes} bytes; if it means the power of 1000, write the unit out in the name, such as rss_bytes`,
      };
  }
  return undefined;
}

/** The unit of a quantity that a service names as such, e.g. `Kilobytes`; undefined for one that is no memory. */
export function unitNamed(word: string): Unit | undefined {
  const lower = word.toLowerCase();
  return EXACT.get(lower) ?? LOOSE.get(lower);
}

/** What `docker stats` puts behind the usage: ` / 15.53GiB`. */
const OF_A_LIMIT = /^(\S+ ?[a-z]*) \/ [\d.,]+ ?[a-z]+$/i;

/** A cell with its own unit or none. NaN where it is no size, undefined where nothing was measured. */
export function parseSize(cell: string, unit: Unit, decimal: Decimal): number | undefined {
  if (isMissing(cell)) return undefined;
  const bare = cell.trim().replace(OF_A_LIMIT, '$1');
  const match = /^(.*?)\s*([a-z]+)$/i.exec(bare);
  const word = match?.[2]?.toLowerCase();
  if (match === null || word === undefined) return parseNumber(bare, decimal) * unit.bytes;
  const own = unitOfCell(word);
  return own === undefined ? Number.NaN : parseNumber(match[1] ?? '', decimal) * own.bytes;
}

/** Whether a cell has a unit of memory in it. */
export function hasUnit(cell: string): boolean {
  const word = /\d\s*([a-z]+)$/i.exec(cell.trim())?.[1]?.toLowerCase() ?? '';
  return unitOfCell(word) !== undefined;
}

function unitOfCell(word: string): Unit | undefined {
  return DECIMAL.get(word) ?? EXACT.get(word) ?? LETTERS.get(word);
}

/** The unit of cells that have their own; undefined where they have none. */
export function unitInCells(cells: readonly string[]): Unit | undefined {
  if (!cells.some(hasUnit)) return undefined;
  const loose = cells.some((cell) => /\d\s*[kmgt]b?$/i.test(cell));
  const doubt = 'k, M and G in the cells are read as powers of 1024, and kB, MB and GB as powers of 1000';
  return { name: 'as each cell says', bytes: 1, ...(loose && { doubt }) };
}

const PAGES_A_MIB = 256;
/** quarters may be anybody's, and so much is no process's in MiB */
const COARSE = 4;
const MOST_MIB = 1e6;

/** MiB where numbers without a unit are all whole pages in it, and some have a fraction, which bytes and KiB have not. */
export function unitOfPages(cells: readonly string[], decimal: Decimal): Unit | undefined {
  const numbers = cells.filter((cell) => !isMissing(cell)).map((cell) => parseNumber(cell, decimal));
  const whole = numbers.every((value) => Number.isInteger(value * PAGES_A_MIB) && value < MOST_MIB);
  if (!whole || numbers.every((value) => Number.isInteger(value * COARSE))) return undefined;
  return { ...MIB, doubt: 'no unit is named: the sizes are whole pages in MiB, and are taken as such' };
}

/** KiB: a page has four of them, while many bytes are whole KiB, or thousands where somebody rounds them */
const PAGE = 4;
const EVEN = [1000, 1024];
const FEW = 0.5;
/** bytes: a process that has less is refused anyway, and one that has 100 times more is none in KiB */
const UNCLEAR = { from: 1e6, to: 1e8 };
const ENOUGH = 10;

/** Whether numbers that could be bytes are pages in KiB, as the kernel counts them. */
export function isOfKernel(cells: readonly string[]): boolean {
  const numbers = cells.filter((cell) => !isMissing(cell)).map((cell) => parseNumber(cell, '.'));
  const peak = numbers.reduce((most, value) => Math.max(most, value), 0);
  const share = (part: number) => numbers.filter((value) => value % part === 0).length / numbers.length;
  const isUnclear = numbers.length >= ENOUGH && peak >= UNCLEAR.from && peak < UNCLEAR.to;
  return isUnclear && share(PAGE) === 1 && EVEN.every((part) => share(part) < FEW);
}
