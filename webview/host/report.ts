/** A report: nobody around the page, the log inside it. Files and the clipboard are made here. */
import { LogReader } from '../../src/core/run/codec';
import { RunFold } from '../../src/core/run/fold';
import type { FromComparison, FromPage, SaveFormat } from '../../src/core/view/protocol';
import { csvLines } from '../../src/report/csv';
import { runJson } from '../../src/report/json';
import { markdownReport } from '../../src/report/markdown';
import { svgChart } from '../../src/report/svg';
import { plainText } from '../../src/report/words';
import { copyText, download } from './files';
import type { Host } from './host';
import { addPaperPicture } from './paper';

const LOG_ID = 'stairstep-log';

/** The host of a page that has a log inside; undefined where there is none. */
export function reportHost(): Host | undefined {
  const log = document.getElementById(LOG_ID)?.textContent;
  if (!log) return undefined;
  const bytes = Uint8Array.from(atob(log.trim()), (letter) => letter.charCodeAt(0));
  const run = () => {
    const fold = new RunFold();
    const decoder = new TextDecoder();
    const reader = new LogReader(fold, (part) => decoder.decode(part));
    reader.push(bytes);
    reader.finish();
    return fold;
  };
  return {
    saveFormats: ['png', 'svg', 'csv', 'json'],
    listen(receive) {
      queueMicrotask(() => {
        const names = [document.title];
        receive({ type: 'open', names, live: false, actions: ['save', 'copy-summary'], strings: {} });
        receive({ type: 'log', run: 0, bytes, last: true });
        addPaperPicture(run());
      });
    },
    send(message) {
      answer(message, run);
    },
  };
}

function answer(message: FromPage | FromComparison, run: () => RunFold): void {
  switch (message.type) {
    case 'save':
      save(message.format, message.data, run());
      break;
    case 'copy-summary':
      copyText(markdownReport(run()));
      break;
    case 'copy-text':
      copyText(message.text);
      break;
    case 'ready':
    case 'apply-fix':
    case 'action':
    case 'painted':
      break;
    default:
      message satisfies never;
  }
}

function save(format: SaveFormat, data: Uint8Array | undefined, run: RunFold): void {
  const name = `${plainText(run.header?.service.name ?? 'run').replace(/[^\p{L}\p{N}._-]+/gu, '-')}.${format}`;
  switch (format) {
    case 'png':
      if (data) download(name, [new Uint8Array(data)], 'image/png');
      break;
    case 'svg':
      download(name, [svgChart(run)], 'image/svg+xml');
      break;
    case 'csv':
      download(name, [...csvLines(run)], 'text/csv');
      break;
    case 'json':
      download(name, [`${JSON.stringify(runJson(run, null), null, 2)}\n`], 'application/json');
      break;
    case 'html':
      break;
    default:
      format satisfies never;
  }
}
