/** The branches of `cfg_if!`. */
import { ALWAYS, both, type Cfg, negate, parseCfg } from '../cfg';
import { childrenOf, type RustNode } from './syntax';

/** `if #[cfg(a)] { x } else if #[cfg(b)] { y } else { z }`: each part with the predicate under which it is taken. */
export function cfgIfBranches(tokens: RustNode): { cfg: Cfg; body: RustNode }[] {
  const branches: { cfg: Cfg; body: RustNode }[] = [];
  const earlier: Cfg[] = [];
  let condition: Cfg = ALWAYS;
  for (const node of childrenOf(tokens).filter(({ type }) => type === 'token_tree')) {
    const attribute = /^\[\s*cfg\s*\(([\s\S]*)\)\s*\]$/.exec(node.text)?.[1];
    if (attribute !== undefined) condition = parseCfg(attribute) ?? ALWAYS;
    else if (node.text.startsWith('{')) {
      branches.push({ cfg: both(...earlier.map(negate), condition), body: node });
      earlier.push(condition);
      condition = ALWAYS;
    }
  }
  return branches;
}
