/** Finds the global allocator of a crate: the statics that declare one, and the modules where more may stand. */
import { ALWAYS } from '../cfg';
import { conditionOf, lintsOf, unwrapped } from './attribute';
import type { AllocatorMacros, FileScan } from './file-scan';
import { Scanner } from './scanner';
import { innerAttributes, type RustParser } from './syntax';

/** Scan one file. `macros` are those whose calls count as an allocator. */
export function scanFile(text: string, parser: RustParser, macros: AllocatorMacros = new Map()): FileScan {
  const root = parser.parse(text);
  const attributes = innerAttributes(root);
  const scan: FileScan = {
    allocators: [],
    modules: [],
    macros: [],
    includes: [],
    quotes: false,
    cfg: conditionOf(attributes),
    lints: {},
  };
  for (const { text, cfg } of unwrapped(attributes)) {
    if (text === 'no_std') scan.noStd = cfg;
    // what is denied under a condition is taken as denied: an `allow` more does no harm
    readLint(text, scan);
  }
  new Scanner(text, parser, scan, macros).items(root, ALWAYS, [], 0);
  return scan;
}

function readLint(text: string, { lints }: FileScan): void {
  for (const level of ['deny', 'forbid'] as const)
    for (const name of lintsOf(text, level)) lints[name] = level;
}
