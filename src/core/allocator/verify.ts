/** The last check of a plan: the edited files say what was meant, and nothing else has changed. */
import type { FileEdits } from './edit';
import { applyEdits } from './edit';
import { scanFile } from './rust/scan';
import { errorCount, type RustParser } from './rust/syntax';
import { isProblem, isTable, parseToml, type TomlTable, type TomlValue } from './toml/document';

/** Paths at which two manifests differ, the deepest that tell: `features.jemalloc`. */
function changedKeys(before: TomlTable, after: TomlTable, path: readonly string[] = []): string[][] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    const here = [...path, key];
    if (isTable(old) && isTable(now)) return changedKeys(old, now, here);
    return equal(old, now) ? [] : [here];
  });
}

function equal(a: TomlValue | undefined, b: TomlValue | undefined): boolean {
  if (isTable(a) && isTable(b)) return changedKeys(a, b).length === 0;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((member, index) => equal(member, b[index]));
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return Object.is(a, b);
}

/** Whether the manifest changed at exactly these paths; a new table counts as its new entries. */
export function manifestChangedOnly(file: FileEdits, intended: readonly (readonly string[])[]): boolean {
  const before = parseToml(file.before);
  const after = parseToml(applyEdits(file.before, file.edits));
  if (isProblem(before) || isProblem(after)) return false;
  const changed = changedKeys(before.data, after.data);
  return (
    changed.every((path) =>
      intended.some((wanted) => path.every((segment, index) => wanted[index] === segment)),
    ) &&
    intended.every((wanted) =>
      changed.some((path) => path.every((segment, index) => wanted[index] === segment)),
    )
  );
}

/** Whether the source has as many unreadable places as before. */
export function sourceStillParses(file: FileEdits, parser: RustParser): boolean {
  const after = applyEdits(file.before, file.edits);
  return errorCount(parser.parse(after)) <= errorCount(parser.parse(file.before));
}

/** How many more global allocators the source has than before: a static that landed where nobody compiles it is none. */
export function allocatorsAdded(file: FileEdits, parser: RustParser): number {
  const count = (text: string) => scanFile(text, parser).allocators.length;
  return count(applyEdits(file.before, file.edits)) - count(file.before);
}
