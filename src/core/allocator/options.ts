/** Run-time options of an allocator, and the places where they can be written. */

import { nearest } from '../nearest';
import { allocatorEntry, CATALOGUE } from './catalogue';
import type { OptionSyntax } from './entry';

export interface AllocatorOption {
  name: string;
  value: string;
}

export const OPTION_PLACES = ['source', 'env', 'dockerfile', 'systemd'] as const;
export type OptionPlace = (typeof OPTION_PLACES)[number];

export type OptionResult<T> = { ok: true; value: T } | { ok: false; message: string; remedy: string };

/** Parse `background_thread:true,dirty_decay_ms:3000`, and check the names against those that the allocator knows. */
export function parseOptions(allocator: string, text: string): OptionResult<AllocatorOption[]> {
  const syntax = allocatorEntry(allocator)?.options;
  if (!syntax) return failed(`${allocator} has no run-time options that we know.`, 'Leave --options out.');
  const known = namesOf(syntax);
  const options: AllocatorOption[] = [];
  for (const pair of text.split(',').map((part) => part.trim())) {
    const match = /^([a-z][a-z0-9_]*)[:=]([A-Za-z0-9_.|:/-]+)$/.exec(pair);
    if (!match?.[1] || !match[2])
      return failed(
        `"${pair}" is no option.`,
        'Write name:value pairs with commas between: dirty_decay_ms:3000.',
      );
    if (!known.includes(match[1])) return unknownOption(allocator, match[1], syntax);
    options.push({ name: match[1], value: match[2] });
  }
  return { ok: true, value: options };
}

function namesOf(syntax: OptionSyntax): string[] {
  return syntax.kind === 'pairs' ? [...syntax.names] : Object.keys(syntax.variables);
}

function unknownOption(allocator: string, option: string, syntax: OptionSyntax) {
  const owner = CATALOGUE.find(({ options }) => options && namesOf(options).includes(option))?.name;
  if (owner !== undefined)
    return failed(
      `${allocator} has no option "${option}"; ${owner} has.`,
      `Name that: --allocator ${owner}.`,
    );
  const known = namesOf(syntax);
  const meant = nearest(option, known);
  const hint = meant === undefined ? '' : `Did you mean ${meant}? `;
  const all =
    syntax.kind === 'pairs' ? `${syntax.manual} tells of all.` : `It has: ${known.toSorted().join(', ')}.`;
  return failed(`${allocator} has no option "${option}".`, `${hint}${all}`);
}

/** The variables that carry options: one for jemalloc, one an option for the others. */
export function optionVariables(
  allocator: string,
  options: readonly AllocatorOption[],
  how: { unprefixed?: boolean } = {},
): Record<string, string> {
  const syntax = allocatorEntry(allocator)?.options;
  if (!syntax) return {};
  if (syntax.kind === 'pairs') {
    const variable = how.unprefixed ? syntax.unprefixed.variable : syntax.variable;
    return { [variable]: pairs(options) };
  }
  return Object.fromEntries(
    options.flatMap(({ name, value }) => {
      const variable = syntax.variables[name];
      return variable === undefined ? [] : [[variable, value]];
    }),
  );
}

/** The variables as lines for a shell, a Dockerfile or a systemd unit. */
export function optionLines(variables: Readonly<Record<string, string>>, place: OptionPlace): string[] {
  return Object.entries(variables).map(([name, value]) => {
    if (place === 'dockerfile') return `ENV ${name}="${value}"`;
    if (place === 'systemd') return `Environment="${name}=${value}"`;
    return `${name}=${value}`;
  });
}

/** Columns after which rustfmt breaks a line. */
const LINE = 100;

/** The items that export jemalloc's options from the binary itself, for the Rust edition of its source. */
export function optionItems(
  syntax: Extract<OptionSyntax, { kind: 'pairs' }>,
  options: readonly AllocatorOption[],
  how: { edition: string; condition: readonly string[]; unprefixed: boolean; allowUnsafe: boolean },
): string[] {
  const text = pairs(options);
  const symbol = how.unprefixed ? syntax.unprefixed.symbol : syntax.symbol;
  const declared = `static MALLOC_CONF: &[u8; ${text.length + 1}] =`;
  const value = `b"${text}\\0";`;
  const name = `export_name = "${symbol}"`;
  return [
    '// jemalloc reads its options from this C string.',
    ...how.condition,
    ...(how.allowUnsafe ? ['#[allow(unsafe_code)]'] : []),
    `#[${Number(how.edition) >= 2024 ? `unsafe(${name})` : name}]`,
    ...(declared.length + value.length < LINE ? [`${declared} ${value}`] : [declared, `    ${value}`]),
  ];
}

function pairs(options: readonly AllocatorOption[]): string {
  return options.map(({ name, value }) => `${name}:${value}`).join(',');
}

function failed(message: string, remedy: string): { ok: false; message: string; remedy: string } {
  return { ok: false, message, remedy };
}
