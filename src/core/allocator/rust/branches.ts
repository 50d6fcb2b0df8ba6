/** The branches of `cfg_if!` and of `cfg_select!`, which the standard library has since Rust 1.95. */
import { ALWAYS, both, type Cfg, negate, parseCfg } from '../cfg';
import { childrenOf, type RustNode, withoutComments } from './syntax';

/** A part of the tokens, with the predicate under which it is compiled. */
export interface Branch {
  cfg: Cfg;
  body: RustNode;
}

/** The macros whose branches are known. */
export const BRANCHING: ReadonlyMap<string, (tokens: RustNode) => Branch[]> = new Map([
  ['cfg_if', (tokens) => exclusive(ifBranches(tokens))],
  ['cfg_select', (tokens) => exclusive(selectBranches(tokens))],
]);

/** Each under its own predicate and none of the earlier ones. */
function exclusive(branches: readonly Branch[]): Branch[] {
  return branches.map(({ cfg, body }, index) => ({
    cfg: both(...branches.slice(0, index).map((earlier) => negate(earlier.cfg)), cfg),
    body,
  }));
}

/** `if #[cfg(a)] { x } else if #[cfg(b)] { y } else { z }` */
function ifBranches(tokens: RustNode): Branch[] {
  const branches: Branch[] = [];
  let condition: Cfg = ALWAYS;
  for (const node of childrenOf(tokens).filter(({ type }) => type === 'token_tree')) {
    const attribute = /^\[\s*cfg\s*\(([\s\S]*)\)\s*\]$/.exec(withoutComments(node))?.[1];
    if (attribute !== undefined) condition = parseCfg(attribute) ?? ALWAYS;
    else if (node.text.startsWith('{')) {
      branches.push({ cfg: condition, body: node });
      condition = ALWAYS;
    }
  }
  return branches;
}

/** `a => { x } any(b, c) => { y } _ => { z }`, a comma behind a body or none */
function selectBranches(tokens: RustNode): Branch[] {
  const code = withoutComments(tokens);
  const branches: Branch[] = [];
  let from = 1;
  for (const node of childrenOf(tokens)) {
    if (node.type !== 'token_tree' || !node.text.startsWith('{')) continue;
    const arm = /^[\s,]*([\s\S]*?)\s*=>\s*$/.exec(code.slice(from, node.startIndex - tokens.startIndex));
    const cfg = arm?.[1] === '_' ? ALWAYS : parseCfg(arm?.[1] ?? '');
    branches.push({ cfg: cfg ?? ALWAYS, body: node });
    from = node.endIndex - tokens.startIndex;
  }
  return branches;
}
