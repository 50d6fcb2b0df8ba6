import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { both, holds, negate, parseCfg, renderCfg, sameCfg } from '../../../../src/core/allocator/cfg';
import { applyEdits } from '../../../../src/core/allocator/edit';
import { Insertions } from '../../../../src/core/allocator/insertions';
import { errorCount } from '../../../../src/core/allocator/rust/syntax';
import { fixTexts, parser } from './plan';

const SEED = { seed: 20261123, numRuns: 150 };

const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}[a-z0-9]$/);
const gap = fc.constantFrom('', '\n', '\n\n', '# a comment\n', '\t\n', '\n# about what follows\n');
const comment = fc.constantFrom('', ' # why', '\t# é 😀');
const entry = fc.tuple(
  name,
  fc.constantFrom('"1"', "'1.2.3'", '{ version = "1" }', '{version="1",optional=true}'),
  comment,
  gap,
);
const entries = fc.uniqueArray(entry, { selector: ([key]) => key, maxLength: 8 });
const header = fc.constantFrom(
  '[dependencies]',
  '[dev-dependencies]',
  "[target.'cfg(unix)'.dependencies]",
  '[target."cfg(not(target_env = \\"msvc\\"))".dependencies]',
  '[features]',
  '[[bin]]',
  '[package.metadata.x]',
);
const tables = fc.uniqueArray(fc.tuple(header, comment, gap, entries), {
  selector: ([text]) => text,
  maxLength: 5,
});
const ending = fc.constantFrom('\n', '\r\n');

const manifests = fc
  .tuple(gap, tables, ending, fc.boolean(), fc.boolean())
  .map(([top, list, eol, bom, open]) => {
    const body = list.map(([head, note, space, inside]) => {
      const isFeatures = head === '[features]';
      const lines = inside.map(
        ([key, value, end, after]) => `${key} = ${isFeatures ? '[]' : value}${end}\n${after}`,
      );
      return `${head}${note}\n${space}${lines.join('')}`;
    });
    const text = `${top}[package]\nname = "service"\n${body.join('')}`.replaceAll('\n', eol);
    return `${bom ? '\uFEFF' : ''}${open ? text.trimEnd() : text}`;
  });

const pieces = fc.constantFrom(
  'use a::b;\n',
  'mod m;\n',
  '// a comment\n',
  '/* block */\n',
  '\n',
  '/// Docs.\nfn f() {}\n',
  '#[macro_use]\nextern crate x;\n',
  'const A: &str = "é😀";\n',
  'fn main() {}\n',
);
const sources = fc
  .tuple(
    fc.constantFrom('', '#![allow(dead_code)]\n', '//! Docs.\n\n', '#!/usr/bin/env x\n'),
    fc.array(pieces, { maxLength: 8 }),
    ending,
    fc.boolean(),
  )
  .map(([top, list, eol, bom]) => `${bom ? '\uFEFF' : ''}${(top + list.join('')).replaceAll('\n', eol)}`);

describe('any manifest and any source', () => {
  it('is only added to, and is left alone the second time', () => {
    fc.assert(
      fc.property(
        manifests,
        sources,
        fc.constantFrom(undefined, 'jemalloc'),
        fc.constantFrom('jemalloc', 'mimalloc'),
        (manifest, root, feature, allocator) => {
          const settings = { allocator, ...(feature === undefined ? {} : { feature }) } as const;
          const fixed = fixTexts({ manifest, root }, settings);
          if (fixed.outcome.kind !== 'edits')
            return expect(fixed.outcome).toMatchObject({ kind: 'refused', code: 'feature-invalid' });
          for (const file of fixed.outcome.files) {
            const after = applyEdits(file.before, file.edits);
            for (const edit of file.edits) expect(edit.end).toBe(edit.start);
            const mixed = after.split('\r\n').join('').includes('\n') && after.includes('\r\n');
            const wasMixed =
              file.before.split('\r\n').join('').includes('\n') && file.before.includes('\r\n');
            expect(mixed && !wasMixed).toBe(false);
          }
          expect(errorCount(parser.parse(fixed.root))).toBe(0);
          const again = fixTexts({ manifest: fixed.manifest, root: fixed.root }, settings).outcome.kind;
          expect(again).toBe(feature === undefined ? 'already-active' : 'enable-feature');
        },
      ),
      SEED,
    );
  });
});

describe('insertions', () => {
  it('come to the same together as one after the other', () => {
    const list = fc.array(fc.tuple(fc.nat(), fc.string({ minLength: 1, maxLength: 5 })), { maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), list, (before, made) => {
        const insertions = new Insertions('a', before);
        let text = before;
        for (const [any, newText] of made) {
          const start = any % (text.length + 1);
          insertions.add({ start, end: start, newText });
          text = text.slice(0, start) + newText + text.slice(start);
        }
        expect(insertions.text).toBe(text);
        expect(applyEdits(before, insertions.edits.toReversed())).toBe(text);
      }),
      SEED,
    );
  });
});

describe('a cfg predicate', () => {
  const flag = fc.constantFrom(
    'unix',
    'feature = "a"',
    'target_env = "msvc"',
    'test',
    'feature = "b-c"',
    'true',
  );
  const { cfg } = fc.letrec<{ cfg: string }>((tie) => ({
    cfg: fc.oneof(
      { maxDepth: 3 },
      flag,
      fc
        .tuple(fc.constantFrom('all', 'any'), fc.array(tie('cfg'), { maxLength: 3 }))
        .map(([kind, of]) => `${kind}(${of.join(', ')})`),
      tie('cfg').map((of) => `not(${of})`),
    ),
  }));

  it('is rendered as rustfmt would, and means the same combined with itself', () => {
    fc.assert(
      fc.property(cfg, (text) => {
        const parsed = parseCfg(text.replaceAll(', ', ' , /* x */ '));
        if (!parsed) throw new Error(`not parsed: ${text}`);
        expect(renderCfg(parsed)).toBe(text);
        expect(sameCfg(parsed, parsed)).toBe(true);
        const facts = { features: new Set(['a']), target: new Set(['unix']) };
        expect(holds(both(parsed, parsed), facts)).toBe(holds(parsed, facts));
      }),
      SEED,
    );
  });

  it('holds together with others where all of them hold', () => {
    const facts = { features: new Set(['a']), target: new Set(['unix']) };
    fc.assert(
      fc.property(fc.array(cfg, { minLength: 2, maxLength: 4 }), (texts) => {
        const parts = texts.flatMap((text) => parseCfg(text) ?? []);
        const expected = parts.every((part) => holds(part, facts));
        expect(holds(both(...parts), facts)).toBe(expected);
        expect(holds(both(...parts, ...parts.map(negate)), facts)).toBe(false);
      }),
      { ...SEED, numRuns: 2000 },
    );
  });

  it.each(['', 'all(', 'not(a, b)', 'a = b', 'any(a b)', '"x"'])('is none: %j', (text) => {
    expect(parseCfg(text)).toBeUndefined();
  });
});
