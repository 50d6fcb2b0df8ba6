/** The editor as the host. */
import { asToPage, SAVE_FORMATS } from '../../src/core/view/protocol';
import type { Host } from './host';

interface EditorApi {
  postMessage(message: unknown): void;
}

declare const acquireVsCodeApi: (() => EditorApi) | undefined;

/** The editor around this page; undefined where there is none. */
export function editorHost(): Host | undefined {
  if (typeof acquireVsCodeApi !== 'function') return undefined;
  const editor = acquireVsCodeApi();
  return {
    saveFormats: SAVE_FORMATS,
    listen(receive) {
      addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const message = asToPage(data);
        if (message) receive(message);
      });
    },
    send: (message) => editor.postMessage(message),
  };
}
