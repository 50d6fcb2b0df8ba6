import { open } from 'node:fs/promises';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { formatBytes } from '../../core/units';

/** A message to a page carries so many bytes: few messages, and none that holds up the extension host or the page. */
const CHUNK = 1024 * 1024;
/** Some 20 million samples; a larger file is none of ours, or nothing a screen can show. */
const LARGEST = 1024 ** 3;

/** The bytes of a file up to its present end, each chunk in a buffer of its own. Errors: {@link UserError} `file-unreadable`. */
export async function* fileChunks(uri: vscode.Uri): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (uri.scheme !== 'file') {
    yield* slices(new Uint8Array(await vscode.workspace.fs.readFile(uri)));
    return;
  }
  const file = await open(uri.fsPath, 'r');
  try {
    const { size } = await file.stat();
    if (size > LARGEST) throw tooLarge(size);
    for (let at = 0; at < size; ) {
      const chunk = new Uint8Array(Math.min(CHUNK, size - at));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield bytesRead === chunk.length ? chunk : chunk.slice(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function* slices(bytes: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  if (bytes.length > LARGEST) throw tooLarge(bytes.length);
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.slice(at, at + CHUNK);
}

function tooLarge(size: number): UserError {
  return new UserError(
    'file-unreadable',
    vscode.l10n.t('This file holds {0}; up to {1} can be drawn.', formatBytes(size), formatBytes(LARGEST)),
    vscode.l10n.t('Record with fewer samples a second ("hz" in stairstep.json), or for a shorter time.'),
  );
}
