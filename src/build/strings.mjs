/** `node src/build/strings.mjs`: writes `media/l10n/bundle.l10n.json`, the English strings that a translation starts from. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
/** `vscode.l10n.t('text'`, and `t('text'` of the pages */
const CALL = /\bt\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g;

/** Every translatable text of the extension and its pages, sorted. */
export function translatable() {
  const texts = new Set();
  for (const folder of ['src/extension', 'webview']) {
    for (const name of readdirSync(path.join(root, folder), { recursive: true })) {
      if (!String(name).endsWith('.ts')) continue;
      const source = readFileSync(path.join(root, folder, String(name)), 'utf8');
      for (const [, single, double] of source.matchAll(CALL))
        texts.add((single ?? double).replace(/\\(.)/g, '$1'));
    }
  }
  return [...texts].sort();
}

if (process.argv[1] === import.meta.filename) {
  const bundle = Object.fromEntries(translatable().map((text) => [text, text]));
  writeFileSync(path.join(root, 'media/l10n/bundle.l10n.json'), `${JSON.stringify(bundle, null, 2)}\n`);
}
