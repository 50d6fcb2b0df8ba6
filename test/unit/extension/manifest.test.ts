import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { COMMAND_IDS } from '../../../src/extension/command-ids';

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text);
const titles = JSON.parse(readFileSync('package.nls.json', 'utf8'));
const { contributes } = manifest;

describe('package.json', () => {
  test('declares the commands that the extension has', () => {
    const declared = contributes.commands.map(({ command }: { command: string }) => command);
    expect(declared.toSorted()).toEqual([...COMMAND_IDS].sort());
  });

  test('names no command that there is not', () => {
    const named = [...text.matchAll(/"command": "(stairstep\.\w+)"|command:(stairstep\.\w+)/g)].map(
      ([, a, b]) => a ?? b,
    );
    for (const command of named) expect(COMMAND_IDS).toContain(command);
    for (const [, command] of JSON.stringify(titles).matchAll(/command:(stairstep\.\w+)/g))
      expect(COMMAND_IDS).toContain(command);
  });

  test('has a text for every key, and a key for every text', () => {
    const keys = [...text.matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key);
    expect([...new Set(keys)].sort()).toEqual(Object.keys(titles).sort());
  });

  test('gives every setting a description, an order and a scope', () => {
    const settings: Record<string, Record<string, unknown>> = contributes.configuration.properties;
    for (const [name, setting] of Object.entries(settings)) {
      expect(setting.description ?? setting.markdownDescription, name).toBeTypeOf('string');
      expect(setting.order, name).toBeTypeOf('number');
      expect(setting.scope, name).toBeTypeOf('string');
      if (setting.enum)
        expect(setting.enumDescriptions, name).toHaveLength((setting.enum as unknown[]).length);
    }
  });

  test('points to files that are there', () => {
    const files = [...text.matchAll(/"(media\/(?:icons|walkthrough)\/[^"]+\.\w+)"/g)].map(
      ([, file]) => file ?? '',
    );
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) expect(existsSync(file), file).toBe(true);
  });
});

const strings = (): Promise<{ translatable: (folders?: string[]) => string[] }> =>
  import(pathToFileURL('src/build/strings.mjs').href);

describe('translations', () => {
  test('start from every text of the extension and its pages', async () => {
    const { translatable } = await strings();
    const bundle = JSON.parse(readFileSync('media/l10n/bundle.l10n.json', 'utf8'));
    expect(Object.keys(bundle).sort()).toEqual(translatable());
  });

  test('have what a table holds, and miss nothing unseen', async ({ onTestFinished }) => {
    const { translatable } = await strings();
    const folder = mkdtempSync(path.join(tmpdir(), 'stairstep-strings-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const write = (texts: string) =>
      writeFileSync(
        path.join(folder, 'page.ts'),
        `declare const t: (text: string) => string;
        const TITLES = { a: 'An apple', b: 'A pear' }${texts};
        export const title = (name: 'a' | 'b') => t(TITLES[name]);`,
      );
    writeFileSync(path.join(folder, 'tsconfig.json'), '{"include":["*.ts"]}');
    write(' as const');
    expect(translatable([folder])).toEqual(['A pear', 'An apple']);
    write('');
    expect(() => translatable([folder])).toThrow('`TITLES[name]` can be any text');
  });
});
