/** The names that a file brings in, and paths written out with them. */
import { splitTop } from './attribute';
import { type Item, withoutComments } from './syntax';

/** Names that `use`, `extern crate` and plain type aliases bring in -> their paths. */
export function importsOf(items: readonly Item[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { node } of items) {
    if (node.type === 'extern_crate_declaration') {
      const match = /extern\s+crate\s+(\w+)\s+as\s+(\w+)/.exec(withoutComments(node));
      if (match?.[1] && match[2]) names.set(match[2], match[1]);
    }
    if (node.type === 'type_item' && !node.childForFieldName('type_parameters')) {
      const [name, type] = [node.childForFieldName('name'), node.childForFieldName('type')];
      if (name && type) names.set(name.text, type.text);
    }
    if (node.type === 'use_declaration')
      addUse(
        withoutComments(node)
          .replace(/^[\s\S]*?\buse\s+/, '')
          .replace(/;$/, ''),
        '',
        names,
      );
  }
  return names;
}

function addUse(tree: string, prefix: string, names: Map<string, string>): void {
  const text = tree.trim();
  const group = /^([\w:\s]*?)\{([\s\S]*)\}$/.exec(text);
  if (group) {
    for (const part of splitGroup(group[2] ?? '')) addUse(part, `${prefix}${(group[1] ?? '').trim()}`, names);
    return;
  }
  const [path = '', alias] = text.split(/\s+as\s+/);
  const full = `${prefix}${path.trim()}`.replace(/::self$/, '').replace(/^::/, '');
  const name = alias?.trim() ?? full.split('::').at(-1);
  if (name && name !== full) names.set(name, full);
}

function splitGroup(text: string): string[] {
  return splitTop(text.replaceAll('{', '({').replaceAll('}', '})')).map((part) =>
    part.replaceAll('({', '{').replaceAll('})', '}'),
  );
}

/** A type's path with its first name replaced by what that name stands for. */
export function resolvePath(type: string, names: ReadonlyMap<string, string>): string {
  const text = type.replace(/\s+/g, '').replace(/^::/, '');
  const [first = '', ...rest] = text.split('::');
  const head = /^\w+/.exec(first)?.[0] ?? first;
  const full = names.get(head);
  if (full === undefined) return text;
  // an alias may name another, or what a `use` brings in; never itself again
  const others = new Map([...names].filter(([name]) => name !== head));
  return [resolvePath(full, others) + first.slice(head.length), ...rest].join('::');
}
