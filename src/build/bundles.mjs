/** What is bundled from what. Every entry runs alone from `dist/`; nothing is read from `node_modules` at run time. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '../..');
const { version } = require('../../package.json');

/** @typedef {import('esbuild').BuildOptions} BuildOptions */

/** @param {boolean} watching @returns {BuildOptions} */
const shared = (watching) => ({
  absWorkingDir: root,
  bundle: true,
  minify: !watching,
  sourcemap: watching,
  metafile: true,
  logLevel: 'warning',
  define: { 'process.env.STAIRSTEP_VERSION': JSON.stringify(version) },
});

/** @param {boolean} watching @returns {BuildOptions} */
const node = (watching) => ({
  ...shared(watching),
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  // some packages' CommonJS builds (UMD) cannot be bundled
  mainFields: ['module', 'main'],
  // the ESM build of web-tree-sitter asks for import.meta, which a CommonJS bundle has not
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
});

/**
 * `import('./lazy/NAME')` in the extension becomes a bundle of its own, loaded when it is first needed: that keeps
 * activation short. `folder` is where these bundles stand, seen from the one that is made.
 * @param {string} folder
 * @returns {import('esbuild').Plugin}
 */
const lazyBundles = (folder) => ({
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve({ filter: /\/lazy\/[\w-]+$/ }, ({ kind, path: request }) =>
      kind === 'dynamic-import'
        ? { path: `${folder}/${path.basename(request)}.cjs`, external: true }
        : undefined,
    );
  },
});

/**
 * The editor's API is an object of some hundred getters, which esbuild would copy for each module that imports it, and
 * the editor looks up whose it is each time it is required: most of the time that loading the extension takes. So it is
 * required once for a bundle, and taken as it is.
 * @type {BuildOptions}
 */
const editorApi = {
  external: ['vscode'],
  banner: { js: `"use strict";const vscode=require("vscode");` },
  plugins: [
    {
      name: 'editor-api',
      setup(build) {
        build.onLoad({ filter: /[\\/]src[\\/]extension[\\/].*\.ts$/ }, async ({ path: file }) => {
          const source = await readFile(file, 'utf8');
          return { contents: source.replace("import * as vscode from 'vscode';", ''), loader: 'ts' };
        });
      },
    },
  ],
};

/** `src/extension/lazy/NAME.ts` -> `dist/lazy/NAME.cjs` */
function lazyEntries() {
  const folder = path.join(root, 'src/extension/lazy');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return Object.fromEntries(
    names.map((name) => [`lazy/${path.parse(name).name}`, `src/extension/lazy/${name}`]),
  );
}

/** @param {boolean} watching @returns {BuildOptions[]} */
export function bundles(watching) {
  return [
    {
      ...node(watching),
      entryPoints: { cli: 'src/cli/main.ts' },
      banner: { js: '#!/usr/bin/env node' },
    },
    {
      ...node(watching),
      entryPoints: {
        engine: 'src/engine/main.ts',
        'load-worker': 'src/engine/load/worker.ts',
      },
    },
    {
      ...node(watching),
      ...editorApi,
      entryPoints: { extension: 'src/extension/extension.ts' },
      plugins: [lazyBundles('./lazy'), ...editorApi.plugins],
      supported: { 'dynamic-import': false },
    },
    {
      ...node(watching),
      ...editorApi,
      entryPoints: lazyEntries(),
      plugins: [lazyBundles('.'), ...editorApi.plugins],
      supported: { 'dynamic-import': false },
    },
    {
      ...shared(watching),
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      outdir: 'dist/webview',
      entryPoints: {
        main: 'webview/main.ts',
        style: 'webview/style.css',
      },
    },
  ];
}
