import { promisify } from 'node:util';
import { constants, deflateRaw } from 'node:zlib';
import type * as vscode from 'vscode';
import type { ToPage } from '../../core/view/protocol';
import { fileChunks } from './file-chunks';

export type Post = (message: ToPage) => Thenable<boolean>;

type LogMessage = Extract<ToPage, { type: 'log' }>;

const deflate = promisify(deflateRaw);

/** Pieces that are packed at once, on other threads, and messages on their way at once. */
const AHEAD = 4;
/** Bytes; less is sent as it is. */
const WORTH_PACKING = 64 * 1024;

/** Sends a page the file of its run number `run` (from 0) up to its present end. Errors: what reading the file throws. */
export async function sendLog(file: vscode.Uri, run: number, post: Post, signal: AbortSignal): Promise<void> {
  const packing: Promise<LogMessage>[] = [];
  const underWay: Thenable<boolean>[] = [];
  const sendFirst = async () => {
    const message = await packing.shift();
    if (message && !signal.aborted) underWay.push(post(message));
    if (underWay.length >= AHEAD) await underWay.shift();
  };
  for await (const bytes of fileChunks(file)) {
    if (signal.aborted) return;
    packing.push(packed(run, bytes));
    if (packing.length >= AHEAD) await sendFirst();
  }
  while (packing.length > 0) await sendFirst();
  await Promise.all(underWay);
  if (signal.aborted) return;
  await post({ type: 'log', run, bytes: new Uint8Array(0), last: true });
}

/** The way to a page is a network where the editor is remote: a log is a sixth of its size when it is packed. */
async function packed(run: number, bytes: Uint8Array<ArrayBuffer>): Promise<LogMessage> {
  const message = { type: 'log', run, last: false } as const;
  if (bytes.length < WORTH_PACKING) return { ...message, bytes };
  const smaller = await deflate(bytes, { level: constants.Z_BEST_SPEED });
  return { ...message, bytes: new Uint8Array(smaller), packed: true };
}
