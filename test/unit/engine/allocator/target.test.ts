import { expect, it } from 'vitest';
import { LINUX_GNU } from '../../../../src/core/allocator/cfg';
import { readManifest } from '../../../../src/core/allocator/manifest';
import { isProblem, parseToml } from '../../../../src/core/allocator/toml/document';
import { wasmReason } from '../../../../src/engine/allocator/target';

function reasonFor(dependencies: string): Promise<string | undefined> {
  const document = parseToml(`[package]\nname = "app"\n[dependencies]\n${dependencies}`);
  if (isProblem(document)) throw new Error('no manifest');
  return wasmReason({ cfg: LINUX_GNU, others: [] }, readManifest(document.data), import.meta.dirname);
}

it('a program for the browser alone is one', async () => {
  expect(await reasonFor('wasm-bindgen = "0.2"\n')).toBe('it depends on wasm-bindgen');
});

it.each(['axum = { version = "0.8", optional = true }\n', 'poem = "3"\n'])(
  'a server that renders what the browser then runs is none: %s',
  async (server) => {
    expect(await reasonFor(`wasm-bindgen = "0.2"\n${server}`)).toBeUndefined();
  },
);
