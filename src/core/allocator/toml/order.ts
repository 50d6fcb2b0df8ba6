/** Where a name belongs in a list that somebody keeps in order, or not. */

/** A name in a list, and what stands above it: a blank line, a comment. */
export interface Listed {
  name: string;
  /** a blank line, above the comment where there is one */
  apart: boolean;
  commented: boolean;
  /** a package of the user's own */
  own?: boolean;
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
 * Index before which `name` goes. A sorted list stays sorted; of one in groups, the last that has no comment of its
 * own as a heading and not only packages of the user's own takes it, in order where that is sorted; otherwise it goes to the end.
 */
export function indexFor(list: readonly Listed[], name: string): number {
  const whole = COMPARES.find((compare) => isSorted(list, compare));
  if (whole) return sortedIndex(list, name, 0, whole);
  const groups = groupsOf(list);
  const free = groups.filter((candidate) => !isHeaded(candidate, groups));
  const group = free.findLast((candidate) => !candidate.every(({ own }) => own)) ?? free.at(-1) ?? [];
  const compare = group.length > 1 && COMPARES.find((candidate) => isSorted(group, candidate));
  const last = group.at(-1);
  if (!last) return list.length;
  const from = list.indexOf(last) + 1 - group.length;
  return from + (compare ? sortedIndex(group, name, 0, compare) : group.length);
}

/** Whether what comes after an index would seem to belong to a comment above: at the end of a group that has one. */
export function isUnderComment(list: readonly Listed[], index: number): boolean {
  const next = list[index];
  const before = list.slice(0, index);
  const groups = groupsOf(list);
  const group = groups.find((candidate) => candidate.at(-1) === before.at(-1));
  if (!group || (next && !next.apart)) return false;
  return isHeaded(group, groups) || (before.length > 1 && before.at(-1)?.commented === true);
}

/** The list where blank lines part it. */
function groupsOf(list: readonly Listed[]): Listed[][] {
  const groups: Listed[][] = [];
  for (const member of list) {
    const last = groups.at(-1);
    if (last && !member.apart) last.push(member);
    else groups.push([member]);
  }
  return groups;
}

/** Of one group alone, a comment at its top may be on anything. */
function isHeaded(group: readonly Listed[], groups: readonly Listed[][]): boolean {
  return groups.length > 1 && group[0]?.commented === true;
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
