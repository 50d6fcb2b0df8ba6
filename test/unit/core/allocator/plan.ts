/** Plans a fix of texts, for tests. */
import { expect } from 'vitest';
import { LINUX_GNU } from '../../../../src/core/allocator/cfg';
import { applyEdits } from '../../../../src/core/allocator/edit';
import { planFix } from '../../../../src/core/allocator/fix';
import type { ExistingAllocator, FixInput, FixOutcome } from '../../../../src/core/allocator/outcome';
import { scanFile } from '../../../../src/core/allocator/rust/scan';
import { loadRustParser } from '../../../../src/engine/allocator/rust-parser';

export const parser = await loadRustParser();

export const MAIN = 'fn main() {}\n';

export interface Texts {
  manifest: string;
  root?: string;
  workspace?: string;
}

export type Settings = Partial<Omit<FixInput, 'manifest' | 'binary'>> & {
  edition?: string;
  requires?: readonly string[];
};

export interface Fixed {
  outcome: FixOutcome;
  manifest: string;
  root: string;
}

/** Plan and apply; what the source declares counts as existing. */
export function fixTexts({ manifest, root = MAIN, workspace }: Texts, settings: Settings = {}): Fixed {
  const { edition = '2021', requires = [], ...rest } = settings;
  const existing: ExistingAllocator[] = scanFile(root, parser).allocators.map((found) => ({
    ...found,
    where: 'binary',
    path: '/w/src/main.rs',
  }));
  const input: FixInput = {
    base: '/w/',
    allocator: 'jemalloc',
    version: '0.7.0',
    manifest: { path: '/w/Cargo.toml', text: manifest },
    ...(workspace === undefined ? {} : { workspaceManifest: { path: '/Cargo.toml', text: workspace } }),
    binary: { name: 'service', sharing: [], edition, requires, root: { path: '/w/src/main.rs', text: root } },
    others: [],
    existing,
    target: LINUX_GNU,
    otherTargets: [],
    locked: {},
    ...rest,
  };
  const outcome = planFix(input, parser);
  const after = (path: string, text: string): string => {
    const file =
      outcome.kind === 'edits' ? outcome.files.find((candidate) => candidate.path === path) : undefined;
    return file ? applyEdits(text, file.edits) : text;
  };
  return { outcome, manifest: after('/w/Cargo.toml', manifest), root: after('/w/src/main.rs', root) };
}

/** The lines that a text gained, with a `|` where others stood between. */
export function added(before: string, after: string): string {
  const old = before.split('\n');
  const parts: string[] = [];
  let at = 0;
  for (const line of after.split('\n')) {
    if (line === old[at]) {
      at++;
      if (parts.at(-1) !== '|') parts.push('|');
    } else parts.push(line);
  }
  return parts.join('\n');
}

export const MANIFEST = '[package]\nname = "service"\n';

/** A source before and after a fix. */
export interface SourceStyle {
  name: string;
  before: string;
  after: string;
  settings?: Settings;
  manifest?: string;
}

/** Fixes a source, and once more, which is to change nothing. */
export function expectStyle({ before, after, settings, manifest = MANIFEST }: SourceStyle): void {
  const fixed = fixTexts({ manifest, root: before }, settings);
  expect(fixed.outcome).toMatchObject({ kind: 'edits' });
  expect(fixed.root).toBe(after);
  const again = fixTexts({ manifest: fixed.manifest, root: fixed.root }, settings);
  expect(again.outcome).toMatchObject({ kind: 'already-active' });
}
