/** Where a name belongs in a list that somebody keeps in order, or not. */

/** A name in a list, and whether a blank line stands before it. */
export interface Listed {
  name: string;
  apart: boolean;
}

type Compare = (a: string, b: string) => number;

const COMPARES: readonly Compare[] = [
  (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  (a, b) => {
    const [left, right] = [a, b].map((name) => name.toLowerCase().replaceAll('_', '-'));
    return left === right || left === undefined || right === undefined ? 0 : left < right ? -1 : 1;
  },
];

/**
 * Index before which `name` goes. A sorted list stays sorted; of one sorted by groups, the last group does;
 * otherwise it goes to the end.
 */
export function indexFor(list: readonly Listed[], name: string): number {
  const whole = COMPARES.find((compare) => isSorted(list, compare));
  if (whole) return sortedIndex(list, name, 0, whole);
  const from = list.findLastIndex(({ apart }) => apart);
  const group = COMPARES.find((compare) => from > 0 && isSorted(list.slice(from), compare));
  return group && list.length - from > 1 ? sortedIndex(list, name, from, group) : list.length;
}

function isSorted(list: readonly Listed[], compare: Compare): boolean {
  return list.every((member, index) => {
    const before = list[index - 1];
    return before === undefined || compare(before.name, member.name) <= 0;
  });
}

function sortedIndex(list: readonly Listed[], name: string, from: number, compare: Compare): number {
  const index = list.findIndex((member, at) => at >= from && compare(member.name, name) > 0);
  return index === -1 ? list.length : index;
}
