/** Finds the global allocator of a crate: the statics that declare one, and the modules where more may stand. */
import { ALWAYS, both, parseCfg } from '../cfg';
import { argument, splitTop } from './attribute';
import type { AllocatorMacros, FileScan } from './file-scan';
import { Scanner } from './scanner';
import { childrenOf, type RustParser } from './syntax';

/** Scan one file. `macros` are those whose calls count as an allocator. */
export function scanFile(text: string, parser: RustParser, macros: AllocatorMacros = new Map()): FileScan {
  const root = parser.parse(text);
  const scan: FileScan = {
    allocators: [],
    modules: [],
    macros: [],
    generated: [],
    quotes: false,
    cfg: ALWAYS,
    lints: {},
  };
  for (const node of childrenOf(root)) if (node.type === 'inner_attribute_item') readInner(node.text, scan);
  new Scanner(text, parser, scan, macros).items(root, ALWAYS, [], 0);
  return scan;
}

function readInner(text: string, scan: FileScan): void {
  const inside = text.replace(/^#\s*!\s*\[\s*/, '').replace(/\s*\]$/, '');
  if (/^no_std$/.test(inside)) scan.noStd = ALWAYS;
  const cfg = argument(inside, 'cfg');
  if (cfg !== undefined) scan.cfg = both(scan.cfg, parseCfg(cfg) ?? ALWAYS);
  const conditional = argument(inside, 'cfg_attr');
  if (conditional !== undefined && /,\s*no_std\b/.test(conditional)) {
    const condition = parseCfg(splitTop(conditional)[0] ?? '');
    if (condition) scan.noStd = condition;
  }
  const lint = /^(deny|forbid)\s*\(([^)]*)\)$/.exec(inside);
  for (const name of lint?.[2]?.split(',') ?? [])
    scan.lints[name.trim()] = lint?.[1] === 'forbid' ? 'forbid' : 'deny';
}
