/** Numbers as people and tools in several countries write them. */
import { quoted, refuse } from './refuse';

/** What stands before the fraction; the other one groups thousands. */
export type Decimal = '.' | ',';

const MISSING = new Set(['', '-', 'nan', 'null', 'none', 'na', 'n/a', 'undefined', '<nil>', 'stale']);

/** Whether a cell says that nothing was measured. */
export function isMissing(cell: string): boolean {
  const word = cell.trim().toLowerCase();
  return MISSING.has(word) || /^[+-]?inf(inity)?$/.test(word);
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Spaces, as some locales have between thousands, narrow ones too, and the Swiss apostrophe. */
const GROUPS = /(?<=\d)[ \u00a0\u202f'’](?=\d{3}(\D|$))/g;

/** NaN where it is no number: hexadecimal, dates and the rest that `Number` takes are none. */
export function parseNumber(cell: string, decimal: Decimal): number {
  const bare = cell.trim().replace(GROUPS, '');
  if (PLAIN.test(bare) && (decimal === '.' || !bare.includes('.'))) return Number(bare);
  const grouped = decimal === '.' ? /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/ : /^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/;
  if (grouped.test(bare)) return Number(bare.replaceAll(decimal === '.' ? ',' : '.', '').replace(',', '.'));
  const swapped = bare.replace(',', '.');
  return decimal === ',' && !bare.includes('.') && PLAIN.test(swapped) ? Number(swapped) : Number.NaN;
}

/**
 * The decimal mark of a table. A mark before anything but three digits is decimal, and so is one after a lone 0; two of a
 * kind in one number, or one before the other, group. `grouping`: whether points may group too, as where semicolons part
 * the cells. Errors: `usage` where the sizes may be read either way.
 */
export function decimalOf(times: readonly string[], sizes: readonly string[], grouping: boolean): Decimal {
  const start = (cell: string) => /^[+-]?[\d.,]+/.exec(cell.trim())?.[0] ?? '';
  const numbers = [...times, ...sizes].map(start);
  const comma = numbers.some((text) => /^[+-]?\d*,(\d{1,2}|\d{4,})?$|^[+-]?0,|\.\d{3}.*,|\..*\./.test(text));
  const point = numbers.some((text) => /^[+-]?\d*\.(\d{1,2}|\d{4,})?$|^[+-]?0\.|,\d{3}.*\.|,.*,/.test(text));
  if (comma && point)
    refuse(
      'numbers are written with a decimal comma and with a decimal point',
      'Write them all with a decimal point.',
    );
  if (comma) return ',';
  const open = grouping ? /^[+-]?\d{1,3}[.,]\d{3}$/ : /^[+-]?\d{1,3},\d{3}$/;
  const either = point ? undefined : sizes.map(start).find((text) => open.test(text));
  if (either !== undefined)
    refuse(
      `${quoted(either)} may be ${either.replace(/[.,]/, '')} or ${either.replace(',', '.')}: nothing in the file tells which`,
      'Write the numbers with a decimal point and without separators of thousands.',
    );
  return '.';
}

/** The fraction that digits behind a decimal mark are; 0 where there are none. */
export function fractionOf(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(`0.${digits}`);
}
