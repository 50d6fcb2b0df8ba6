/** Pieces of an attribute's text. */
import { ALWAYS, both, type Cfg, negate, parseCfg, renderCfg } from '../cfg';

/** What stands in the parentheses of `name(...)`; undefined for another attribute. */
export function argument(text: string, name: string): string | undefined {
  const match = /^\s*([a-z_]+)\s*\(([\s\S]*)\)\s*$/.exec(text);
  return match?.[1] === name ? match[2] : undefined;
}

/** Split at the commas that stand in no bracket and no string. */
export function splitTop(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const token of text.match(/"(?:\\.|[^"\\])*"|[\s\S]/g) ?? []) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}

/** The lints that `level(...)` names, beside its reason; none in another attribute. */
export function lintsOf(text: string, level: string): string[] {
  const names = argument(text, level);
  return names === undefined ? [] : splitTop(names).map((name) => name.trim());
}

/** The macros that an attribute calls: itself, or those that it derives. */
export function attributePaths(text: string): string[] {
  const derived = argument(text, 'derive');
  const paths = derived === undefined ? [/^\s*[\w:\s]+/.exec(text)?.[0] ?? ''] : splitTop(derived);
  return paths.map((path) => path.replace(/\s+/g, '')).filter((path) => path !== '');
}

/** Attributes with `cfg_attr` taken apart, in another one too: what each comes to, and when. */
export function unwrapped(attributes: readonly string[], outer: Cfg = ALWAYS): { text: string; cfg: Cfg }[] {
  return attributes.flatMap((text) => {
    const conditional = argument(text, 'cfg_attr');
    if (conditional === undefined) return [{ text: text.trim(), cfg: outer }];
    const [condition = '', ...inner] = splitTop(conditional);
    const cfg = parseCfg(condition);
    return cfg ? unwrapped(inner, both(outer, cfg)) : [];
  });
}

/** The predicate of the `#[cfg(...)]` attributes together. */
export function conditionOf(attributes: readonly string[]): Cfg {
  return both(
    ...unwrapped(attributes).flatMap(({ text, cfg: when }): Cfg[] => {
      const cfg = parseCfg(argument(text, 'cfg') ?? '');
      if (!cfg) return [];
      return [when === ALWAYS ? cfg : { kind: 'any', of: [negate(when), cfg] }];
    }),
  );
}

/** When the attributes make a static the global allocator; undefined where they do not. */
export function declaresAllocator(attributes: readonly string[]): Cfg | undefined {
  return unwrapped(attributes).find(({ text }) => /^(::)?(\w+\s*::\s*)*global_allocator$/.test(text))?.cfg;
}

/** The `path` attributes of a module, each with the predicate under which it holds; what is left after them comes last. */
export function modulePaths(attributes: readonly string[]): { cfg: Cfg; path?: string }[] {
  const found: { cfg: Cfg; path?: string }[] = [];
  let rest: Cfg = ALWAYS;
  for (const { text, cfg } of unwrapped(attributes)) {
    const path = pathOf(text);
    if (path === undefined) continue;
    found.push({ cfg: both(rest, cfg), path });
    if (cfg === ALWAYS) return found;
    rest = both(rest, negate(cfg));
  }
  return [...found, { cfg: rest }];
}

function pathOf(text: string): string | undefined {
  return /^path\s*=\s*r?"([^"]*)"$/.exec(text)?.[1];
}

/** rustfmt's `attr_fn_like_width`. */
const ARGUMENTS = 70;

/** The lines of `#[cfg(...)]` as rustfmt breaks them; none for what always holds. */
export function cfgAttribute(cfg: Cfg): string[] {
  if (renderCfg(cfg) === 'true') return [];
  return wrapped('#[cfg(', predicateLines(cfg), ')]');
}

function predicateLines(cfg: Cfg): string[] {
  if (cfg.kind === 'not') return wrapped('not(', predicateLines(cfg.of), ')');
  if (cfg.kind !== 'all' && cfg.kind !== 'any') return [renderCfg(cfg)];
  if (cfg.of.map(renderCfg).join(', ').length <= ARGUMENTS) return [renderCfg(cfg)];
  const members = cfg.of.map((member, index) =>
    wrapped('', predicateLines(member), index < cfg.of.length - 1 ? ',' : ''),
  );
  return [`${cfg.kind}(`, ...members.flat().map((line) => `    ${line}`), ')'];
}

/** Lines with a text before the first and one after the last. */
function wrapped(before: string, lines: readonly string[], after: string): string[] {
  return lines.map(
    (line, index) => (index === 0 ? before : '') + line + (index === lines.length - 1 ? after : ''),
  );
}
