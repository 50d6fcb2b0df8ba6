/** Headers of several lines: units below the names, or the levels of a pandas MultiIndex. */

import { saysTime } from './names';
import { isMissing } from './numbers';
import { hasUnit, unitNamed } from './sizes';
import { isUnitOfTime } from './time-units';
import { isIndex, isMoment } from './times';

/** Whether a line goes on with the header above it. */
export function goesOn(names: readonly string[], cells: readonly string[]): boolean {
  if (cells.length !== names.length || cells.length < 2) return false;
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return filled.every(isUnit) || (!names.some(saysTime) && !filled.some(isValue));
}

function isUnit(cell: string): boolean {
  const bare = cell.replace(/^[[(](.*)[\])]$/, '$1');
  return bare === '%' || unitNamed(bare) !== undefined || isUnitOfTime(bare);
}

function isValue(cell: string): boolean {
  return isIndex(cell) || isMoment(cell) || hasUnit(cell) || isMissing(cell);
}
