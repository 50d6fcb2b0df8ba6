// @ts-check
/** `node src/build/strings.mjs`: writes `media/l10n/bundle.l10n.json`, the English strings that a translation starts from. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isCallExpression } from 'typescript/unstable/ast/is';
import { API } from 'typescript/unstable/sync';

/** @import { Expression, Node } from 'typescript/unstable/ast' */
/** @import { Project, Type } from 'typescript/unstable/sync' */

const root = path.resolve(import.meta.dirname, '../..');
const FOLDERS = ['src/extension', 'webview'].map((folder) => path.join(root, folder));

/**
 * Every translatable text of the extension and its pages, sorted: what the first argument of `vscode.l10n.t` and of
 * the pages' `t` can be by its type, also where it is looked up in a table. Errors: where that is any text.
 * @param {readonly string[]} [folders] each with its tsconfig.json
 */
export function translatable(folders = FOLDERS) {
  const api = new API({ cwd: root });
  try {
    const configs = folders.map((folder) => path.join(folder, 'tsconfig.json'));
    const snapshot = api.updateSnapshot({ openProjects: configs });
    const texts = configs.flatMap((config) => {
      const project = snapshot.getProject(config);
      if (!project) throw new Error(`${config} is no project.`);
      return textsOf(project);
    });
    return [...new Set(texts)].sort();
  } finally {
    api.close();
  }
}

/** @param {Project} project @returns {string[]} */
function textsOf({ program, checker, rootFiles }) {
  return rootFiles.flatMap((file) => {
    const source = program.getSourceFile(file);
    const asked = source ? firstArguments(source) : [];
    const types = asked.length === 0 ? [] : checker.getTypeAtLocation(asked);
    return types.flatMap((type, i) => {
      const texts = type && literalsOf(type);
      if (texts) return texts;
      const words = source?.text.slice(asked[i]?.pos, asked[i]?.end).trim();
      throw new Error(
        `${path.relative(root, file)}: \`${words}\` can be any text; the type of what is translated has to name its texts.`,
      );
    });
  });
}

/** Of all calls of a `t`. @param {Node} within @returns {Expression[]} */
function firstArguments(within) {
  /** @type {Expression[]} */
  const found = [];
  /** @param {Node} node */
  const visit = (node) => {
    const text = isCallExpression(node) && nameOf(node.expression) === 't' ? node.arguments[0] : undefined;
    if (text) found.push(text);
    node.forEachChild(visit);
  };
  within.forEachChild(visit);
  return found;
}

/** `t` of `t`, and of `vscode.l10n.t`. @param {Expression} called */
function nameOf(called) {
  return called.getText().split('.').at(-1);
}

/** Undefined where the type holds other texts too. @param {Type} type @returns {string[] | undefined} */
function literalsOf(type) {
  const types = type.isUnionType() ? type.getTypes() : [type];
  const texts = types.flatMap((one) => (one.isStringLiteralType() ? one.value : []));
  return texts.length === types.length ? texts : undefined;
}

if (process.argv[1] === import.meta.filename) {
  const bundle = Object.fromEntries(translatable().map((text) => [text, text]));
  writeFileSync(path.join(root, 'media/l10n/bundle.l10n.json'), `${JSON.stringify(bundle, null, 2)}\n`);
}
