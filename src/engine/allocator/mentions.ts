/** Which of many source folders have a name in a Rust file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** Milliseconds without a breath for who else uses the event loop. */
const AT_ONCE = 10;

/**
 * Of the folders, those with one of the names in them. Synchronous reads with breaths between: a graph has thousands of small
 * files, and each asynchronous read costs ten times its file.
 */
export async function mentioning<Item>(
  items: readonly Item[],
  folderOf: (item: Item) => string,
  names: readonly string[],
): Promise<Item[]> {
  const found: Item[] = [];
  let breath = performance.now();
  for (const item of items) {
    for (const mentions of search(folderOf(item), names)) {
      if (mentions) {
        found.push(item);
        break;
      }
      if (performance.now() - breath < AT_ONCE) continue;
      await setImmediate();
      breath = performance.now();
    }
  }
  return found;
}

/** File by file: whether a name is in it. What cannot be read has none. */
function* search(folder: string, names: readonly string[]): Generator<boolean> {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* search(path, names);
    else if (entry.isFile() && entry.name.endsWith('.rs')) yield has(path, names);
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function has(path: string, names: readonly string[]): boolean {
  try {
    const bytes = readFileSync(path);
    return names.some((name) => bytes.includes(name));
  } catch {
    return false;
  }
}
