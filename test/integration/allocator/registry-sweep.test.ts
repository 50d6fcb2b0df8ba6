import { readFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'smol-toml';
import { beforeAll, describe, expect, it } from 'vitest';
import { LINUX_GNU } from '../../../src/core/allocator/cfg';
import { applyEdits } from '../../../src/core/allocator/edit';
import { planFix } from '../../../src/core/allocator/fix';
import type { ExistingAllocator, FixInput, FixOutcome } from '../../../src/core/allocator/outcome';
import { scanFile } from '../../../src/core/allocator/rust/scan';
import { errorCount, type RustParser } from '../../../src/core/allocator/rust/syntax';
import { Texts } from '../../../src/engine/allocator/files';
import { inferPackages } from '../../../src/engine/allocator/infer-packages';
import { loadRustParser } from '../../../src/engine/allocator/rust-parser';
import { scanCrate } from '../../../src/engine/allocator/sources';
import { type RegistryPackage, registryPackages } from './registry';

/** A package's manifest with a binary: one of its own, or a plain one where it has none. */
interface Case {
  label: string;
  input: FixInput;
  own: boolean;
}

/** the old crate is used where the package already links its library */
const CRATES: Readonly<Record<string, readonly string[]>> = {
  jemalloc: ['tikv-jemallocator', 'jemallocator'],
  mimalloc: ['mimalloc'],
};

const PLAIN = 'use std::env;\n\nfn main() {\n    println!("{}", env::args().count());\n}\n';

let parser: RustParser;
let cases: Case[];

beforeAll(async () => {
  parser = await loadRustParser();
  const packages = await registryPackages();
  cases = (await Promise.all(packages.map(casesOf))).flat();
});

async function casesOf(pack: RegistryPackage): Promise<Case[]> {
  const manifestPath = join(pack.folder, 'Cargo.toml');
  const texts = new Texts(async (path) => (path === manifestPath ? pack.manifest : undefined));
  const [first] = await inferPackages(manifestPath, texts, dirname(manifestPath));
  const binaries = first?.targets.filter(({ kind }) => kind === 'bin') ?? [];
  const base = pack.folder + sep;
  const shared = {
    base,
    version: '0.7.0',
    target: LINUX_GNU,
    locked: {},
    others: [],
    otherTargets: [],
    manifest: { path: manifestPath, text: pack.manifest },
  };
  const found: Case[] = [];
  for (const binary of binaries) {
    const text = await readFile(binary.root, 'utf8');
    const { allocators } = await scanCrate(binary.root, parser, texts);
    const existing: ExistingAllocator[] = allocators.map((allocator) => ({ ...allocator, where: 'binary' }));
    const root = { path: binary.root, text };
    found.push({
      label: `${pack.name}:${binary.name}`,
      own: true,
      input: {
        ...shared,
        allocator: 'jemalloc',
        binary: { name: binary.name, sharing: [], edition: binary.edition, requires: binary.requires, root },
        existing,
      },
    });
  }
  if (found.length > 0) return found;
  const root = { path: join(pack.folder, 'src/main.rs'), text: PLAIN };
  return [
    {
      label: pack.name,
      own: false,
      input: {
        ...shared,
        allocator: 'jemalloc',
        binary: { name: 'plain', sharing: [], edition: '2021', requires: [], root },
        existing: [],
      },
    },
  ];
}

describe.each([
  { name: 'plain', feature: undefined, allocator: 'jemalloc' },
  { name: 'behind a feature', feature: 'jemalloc', allocator: 'jemalloc' },
  { name: 'mimalloc behind a feature', feature: 'fast-alloc', allocator: 'mimalloc' },
] as const)('every manifest in the registry, $name', ({ feature, allocator }) => {
  it('changes by the intended keys and nothing else', async () => {
    const tally = new Map<string, string[]>();
    const failures: string[] = [];
    for (const { label, input, own } of cases) {
      // The test runner wants to be heard in between.
      await setImmediate();
      const wanted = { ...input, allocator, ...(feature === undefined ? {} : { feature }) };
      const outcome = planFix(wanted, parser);
      const kind = outcome.kind === 'refused' ? `refused: ${outcome.code}` : outcome.kind;
      const key = `${kind}${own ? ' (own binary)' : ''}`;
      tally.set(key, [...(tally.get(key) ?? []), label]);
      failures.push(...problems(wanted, outcome).map((problem) => `${label}: ${problem}`));
    }
    const told = [...tally].map(
      ([kind, labels]) => `${labels.length} ${kind}${labels.length < 8 ? ` [${labels.join(', ')}]` : ''}`,
    );
    console.log(`${cases.length} manifests: ${told.join('; ')}`);
    expect(failures).toEqual([]);
    expect(cases.length).toBeGreaterThan(300);
    expect(tally.get('edits')?.length).toBeGreaterThan(250);
  });
});

function problems(input: FixInput, outcome: FixOutcome): string[] {
  if (outcome.kind === 'refused') return outcome.code === 'unsafe-edit' ? [outcome.message] : [];
  if (outcome.kind !== 'edits') return [];
  const wrong: string[] = [];
  const after = (path: string, before: string): string => {
    const file = outcome.files.find((candidate) => candidate.path === path);
    if (!file) return before;
    const text = applyEdits(before, file.edits);
    if (file.edits.some(({ start, end }) => start !== end)) wrong.push(`${basename(path)}: bytes removed`);
    return text;
  };
  const manifest = after(input.manifest.path, input.manifest.text);
  wrong.push(...unexpectedKeys(input.manifest.text, manifest, input));
  const { root } = input.binary;
  const source = after(root.path, root.text);
  if (errorCount(parser.parse(source)) > errorCount(parser.parse(root.text)))
    wrong.push('source no longer parses');
  const scanned = scanFile(source, parser).allocators.length;
  if (scanned !== input.existing.filter(({ path }) => path === root.path).length + 1)
    wrong.push(`${scanned} allocators`);
  const again = planFix(
    {
      ...input,
      manifest: { ...input.manifest, text: manifest },
      binary: { ...input.binary, root: { ...root, text: source } },
      existing: scanFile(source, parser).allocators.map((found) => ({
        ...found,
        where: 'binary',
        path: root.path,
      })),
    },
    parser,
  );
  const expected = outcome.features.length === 0 ? 'already-active' : 'enable-feature';
  if (again.kind !== expected) wrong.push(`a second time: ${again.kind}`);
  return wrong;
}

/** Compare with a parser that the product does not use. */
function unexpectedKeys(before: string, after: string, input: FixInput): string[] {
  const [old, now] = [before, after].map((text) => flatten(parse(text.replace(/^\uFEFF/, ''))));
  if (!old || !now) return ['unparsed'];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key) !== now.get(key));
  const intended = (key: string): boolean => {
    const path: string[] = JSON.parse(key);
    if (path[0] === 'features') return input.feature !== undefined && path[1] === input.feature;
    const own = path[0] === 'dependencies' ? path[1] : path[2] === 'dependencies' ? path[3] : undefined;
    return own !== undefined && (CRATES[input.allocator] ?? []).includes(own);
  };
  return changed.filter((key) => !intended(key)).map((key) => `changed ${key}`);
}

function flatten(value: unknown, path: string[] = [], into = new Map<string, string>()): Map<string, string> {
  const isTable =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
  if (!isTable) return into.set(JSON.stringify(path), JSON.stringify(value) ?? 'null');
  for (const [key, member] of Object.entries(value)) flatten(member, [...path, key], into);
  return into;
}
