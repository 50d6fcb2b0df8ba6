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
  const [condition = '', ...attributes] = splitTop(conditional ?? '').map((part) => part.trim());
  if (attributes.includes('no_std')) {
    const when = parseCfg(condition);
    if (when) scan.noStd = when;
  }
  // what is denied under a condition is taken as denied: an `allow` more does no harm
  for (const text of [inside, ...attributes]) readLint(text, scan);
}

function readLint(text: string, { lints }: FileScan): void {
  const [, level, names] = /^(deny|forbid)\s*\(([^)]*)\)$/.exec(text) ?? [];
  for (const name of names?.split(',') ?? []) lints[name.trim()] = level === 'forbid' ? 'forbid' : 'deny';
}
