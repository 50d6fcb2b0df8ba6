import type * as vscode from 'vscode';
import type { ToPage } from '../../core/view/protocol';
import { fileChunks } from './file-chunks';

export type Post = (message: ToPage) => Thenable<boolean>;

/** Sends a page the file of its run number `run` (from 0) up to its present end. Errors: what reading the file throws. */
export async function sendLog(file: vscode.Uri, run: number, post: Post, signal: AbortSignal): Promise<void> {
  for await (const bytes of fileChunks(file)) {
    if (signal.aborted) return;
    await post({ type: 'log', run, bytes, last: false });
  }
  if (signal.aborted) return;
  await post({ type: 'log', run, bytes: new Uint8Array(0), last: true });
}
