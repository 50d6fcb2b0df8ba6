/** tree-sitter's Rust grammar, loaded from beside the bundle or from node_modules. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { withoutFrontmatter } from '../../core/allocator/rust/frontmatter';
import type { RustParser } from '../../core/allocator/rust/syntax';
import { exists } from './files';

/** A parser; the grammar is read once a call, so keep what it returns. */
export async function loadRustParser(folder?: string): Promise<RustParser> {
  const runtime = await find(folder, 'web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm');
  const grammar = await find(folder, 'tree-sitter-rust.wasm', 'tree-sitter-rust/tree-sitter-rust.wasm');
  await Parser.init({ locateFile: () => runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return {
    parse(text) {
      const tree = parser.parse(inOlderWords(withoutFrontmatter(text)));
      if (!tree) throw new Error('the Rust parser gave no tree');
      return tree.rootNode;
    },
  };
}

/** `unsafe extern "C" { safe fn x(); }`, as edition 2024 wants it, is unknown to the grammar: without these words it reads on, and nothing moves. */
function inOlderWords(text: string): string {
  return text
    .replace(/\bunsafe(?=\s+extern\s+(?:"[^"\n]*"\s*)?\{)/g, '      ')
    .replace(/\bsafe(?=\s+(?:fn|static)\b)/g, '    ');
}

async function find(folder: string | undefined, file: string, inPackage: string): Promise<string> {
  for (const candidate of [...(folder === undefined ? [] : [folder]), __dirname, dirname(__dirname)]) {
    const path = join(candidate, file);
    if (await exists(path)) return path;
  }
  return createRequire(join(__dirname, 'index.js')).resolve(inPackage);
}
