import type * as vscode from 'vscode';
import type { ToPage } from '../../core/view/protocol';
import { fileChunks } from './file-chunks';

export type Post = (message: ToPage) => Thenable<boolean>;

/** Messages on their way at once: the next piece is read while the page takes in the ones before. */
const IN_FLIGHT = 4;

/** Sends a page the file of its run number `run` (from 0) up to its present end. Errors: what reading the file throws. */
export async function sendLog(file: vscode.Uri, run: number, post: Post, signal: AbortSignal): Promise<void> {
  const underWay: Thenable<boolean>[] = [];
  for await (const bytes of fileChunks(file)) {
    if (signal.aborted) return;
    underWay.push(post({ type: 'log', run, bytes, last: false }));
    if (underWay.length >= IN_FLIGHT) await underWay.shift();
  }
  await Promise.all(underWay);
  if (signal.aborted) return;
  await post({ type: 'log', run, bytes: new Uint8Array(0), last: true });
}
