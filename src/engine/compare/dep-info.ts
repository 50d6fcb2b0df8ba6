/** What the last build of a binary read, from the `.d` file that cargo leaves beside it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Absolute paths: sources, included files, and what build scripts named. Empty where there is no such file. */
export async function inputsOf(binary: string): Promise<string[]> {
  const stem = binary.replace(/\.exe$/i, '');
  const text = await readFile(`${stem}.d`, 'utf8').catch(() => '');
  return parseDepInfo(text).filter((file) => path.isAbsolute(file));
}

/** A makefile rule: `target: file file\ with\ spaces`. */
function parseDepInfo(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const colon = /^(?:\\.|[^:\\]|:(?! ))*: /.exec(line);
    if (!colon) return [];
    const names = line.slice(colon[0].length).match(/(?:\\.|[^\s\\])+/g) ?? [];
    return names.map((name) => name.replace(/\\(.)/g, '$1'));
  });
}
