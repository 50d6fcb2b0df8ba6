/** Conditional compilation as Rust and cargo write it: `all(feature = "x", not(target_env = "msvc"))`. */

export type Cfg =
  | { kind: 'all' | 'any'; of: Cfg[] }
  | { kind: 'not'; of: Cfg }
  | { kind: 'flag'; name: string; value?: string }
  | { kind: 'constant'; value: boolean };

/** What holds for a build. */
export interface CfgFacts {
  features: ReadonlySet<string>;
  /** lines of `rustc --print cfg`: `unix`, `target_os="linux"` */
  target: ReadonlySet<string>;
}

export const ALWAYS: Cfg = { kind: 'constant', value: true };

/** A Linux service on glibc: what is assumed where rustc cannot be asked. */
export const LINUX_GNU: ReadonlySet<string> = new Set([
  ...['unix', 'panic="unwind"', 'target_arch="x86_64"', 'target_endian="little"', 'target_env="gnu"'],
  ...['target_family="unix"', 'target_os="linux"', 'target_pointer_width="64"', 'target_vendor="unknown"'],
  ...['target_has_atomic', 'target_has_atomic="64"', 'target_has_atomic="ptr"', 'target_thread_local'],
]);

/** Comments, strings, raw strings, names, and what stands between them. */
const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\])*"|r(#*)".*?"\1|[A-Za-z_][\w-]*|[(),=]|\S/gs;

/** Parse the inside of `cfg(...)`; undefined where it is none. */
export function parseCfg(text: string): Cfg | undefined {
  const tokens = text.match(TOKEN) ?? [];
  const reader = new Reader(tokens.filter((token) => !token.startsWith('/')));
  const cfg = reader.predicate();
  return cfg && reader.done() ? cfg : undefined;
}

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  done(): boolean {
    return this.at === this.tokens.length;
  }

  predicate(): Cfg | undefined {
    const name = this.next();
    if (name === undefined || !/^[A-Za-z_]/.test(name)) return undefined;
    if (this.take('(')) return this.group(name);
    if (this.take('=')) {
      const value = stringOf(this.next() ?? '');
      return value === undefined ? undefined : { kind: 'flag', name, value };
    }
    if (name === 'true' || name === 'false') return { kind: 'constant', value: name === 'true' };
    return { kind: 'flag', name };
  }

  private group(name: string): Cfg | undefined {
    const of: Cfg[] = [];
    while (!this.take(')')) {
      const member = this.predicate();
      if (!member) return undefined;
      of.push(member);
      if (!this.take(',') && this.tokens[this.at] !== ')') return undefined;
    }
    if (name === 'all' || name === 'any') return { kind: name, of };
    const only = of[0];
    return name === 'not' && only && of.length === 1 ? { kind: 'not', of: only } : undefined;
  }

  private next(): string | undefined {
    return this.tokens[this.at++];
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }
}

/** What a string literal stands for; undefined for another token. */
function stringOf(token: string): string | undefined {
  const raw = /^r(#*)"(.*)"\1$/s.exec(token);
  if (raw) return raw[2];
  return token.startsWith('"') ? token.slice(1, -1).replace(/\\(["\\])/g, '$1') : undefined;
}

/** Whether a predicate holds. */
export function holds(cfg: Cfg, facts: CfgFacts): boolean {
  switch (cfg.kind) {
    case 'all':
      return cfg.of.every((member) => holds(member, facts));
    case 'any':
      return cfg.of.some((member) => holds(member, facts));
    case 'not':
      return !holds(cfg.of, facts);
    case 'constant':
      return cfg.value;
    case 'flag':
      if (cfg.name === 'feature') return facts.features.has(cfg.value ?? '');
      return facts.target.has(cfg.value === undefined ? cfg.name : `${cfg.name}="${cfg.value}"`);
  }
}

/** Both, with what is said twice said once. */
export function both(...parts: readonly Cfg[]): Cfg {
  const members = new Map<string, Cfg>();
  for (const part of parts)
    for (const member of part.kind === 'all' ? part.of : [part])
      if (renderCfg(member) !== 'true') members.set(normal(member), member);
  const of = [...members.values()].flatMap((member) => besides(member, members));
  return of.length === 0 ? ALWAYS : of.length === 1 && of[0] ? of[0] : { kind: 'all', of };
}

/** What a predicate adds to the others that hold with it: to `a`, `not(all(a, b))` adds `not(b)`. */
function besides(cfg: Cfg, others: ReadonlyMap<string, Cfg>): Cfg[] {
  if (cfg.kind !== 'not' || cfg.of.kind !== 'all') return [cfg];
  const { of } = cfg.of;
  const own = normal(cfg);
  if (of.map((member) => normal(negate(member))).some((name) => name !== own && others.has(name))) return [];
  const open = of.filter((member) => !others.has(normal(member)));
  return open.length === 0 ? [cfg] : [negate(both(...open))];
}

export function negate(cfg: Cfg): Cfg {
  return cfg.kind === 'not' ? cfg.of : { kind: 'not', of: cfg };
}

/** As rustfmt would write it. */
export function renderCfg(cfg: Cfg): string {
  switch (cfg.kind) {
    case 'all':
    case 'any':
      return `${cfg.kind}(${cfg.of.map(renderCfg).join(', ')})`;
    case 'not':
      return `not(${renderCfg(cfg.of)})`;
    case 'constant':
      return String(cfg.value);
    case 'flag':
      return cfg.value === undefined ? cfg.name : `${cfg.name} = "${cfg.value.replace(/["\\]/g, '\\$&')}"`;
  }
}

/** Whether two predicates say the same, whatever their spelling and order. */
export function sameCfg(a: Cfg, b: Cfg): boolean {
  return normal(a) === normal(b);
}

function normal(cfg: Cfg): string {
  if (cfg.kind === 'not') return cfg.of.kind === 'not' ? normal(cfg.of.of) : `not(${normal(cfg.of)})`;
  if (cfg.kind !== 'all' && cfg.kind !== 'any') return renderCfg(cfg);
  const members = [...new Set(cfg.of.map(normal))].sort();
  return members.length === 1 && members[0] !== undefined ? members[0] : `${cfg.kind}(${members.join(',')})`;
}

export function featuresIn(cfg: Cfg): string[] {
  return leavesOf(cfg).flatMap(({ name, value }) =>
    name === 'feature' && value !== undefined ? [value] : [],
  );
}

/** Names of the flags in a predicate: `target_os`, `unix`, `feature`. */
export function flagsIn(cfg: Cfg): string[] {
  return leavesOf(cfg).map(({ name }) => name);
}

function leavesOf(cfg: Cfg): { name: string; value?: string }[] {
  switch (cfg.kind) {
    case 'all':
    case 'any':
      return cfg.of.flatMap(leavesOf);
    case 'not':
      return leavesOf(cfg.of);
    case 'constant':
      return [];
    case 'flag':
      return [cfg];
  }
}

/** The fewest features to turn on, up to three, that make a predicate hold; undefined where none do. */
export function featuresToHold(cfg: Cfg, facts: CfgFacts): string[] | undefined {
  const named = [...new Set(featuresIn(cfg))].filter((feature) => !facts.features.has(feature));
  for (const chosen of subsets(named, 3))
    if (holds(cfg, { ...facts, features: new Set([...facts.features, ...chosen]) })) return chosen;
  return undefined;
}

/** Subsets of at most `most` members, small ones first. */
function subsets(of: readonly string[], most: number): string[][] {
  let layer: { chosen: string[]; from: number }[] = [{ chosen: [], from: 0 }];
  const all: string[][] = [[]];
  for (let size = 1; size <= most; size++) {
    layer = layer.flatMap(({ chosen, from }) =>
      of.slice(from).map((member, index) => ({ chosen: [...chosen, member], from: from + index + 1 })),
    );
    all.push(...layer.map(({ chosen }) => chosen));
  }
  return all;
}
