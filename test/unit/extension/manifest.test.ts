import { existsSync, readFileSync } from 'node:fs';
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

describe('translations', () => {
  test('start from every text of the extension and its pages', async () => {
    const script = pathToFileURL('src/build/strings.mjs').href;
    const { translatable }: { translatable: () => string[] } = await import(script);
    const bundle = JSON.parse(readFileSync('media/l10n/bundle.l10n.json', 'utf8'));
    expect(Object.keys(bundle).sort()).toEqual(translatable());
  });
});
