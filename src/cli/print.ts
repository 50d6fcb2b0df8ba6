/** A run in the format that was asked for. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { csvLines } from '../report/csv';
import { htmlReport, type Page } from '../report/html';
import { runJson } from '../report/json';
import { markdownReport } from '../report/markdown';
import { svgChart } from '../report/svg';
import { terminalReport } from '../report/terminal';
import { LogThinner } from '../report/thin';
import { type Recording, readLog } from './run-file';

export const FORMATS = ['terminal', 'html', 'svg', 'csv', 'json', 'md'] as const;
export type Format = (typeof FORMATS)[number];

/** `look` matters to `terminal` only. */
export interface PrintOptions {
  format: Format;
  look: { width: number; colour: boolean; unicode: boolean };
}

/** The report of a recording, in pieces. */
export async function* printed(recording: Recording, options: PrintOptions): AsyncGenerator<string> {
  const { file, run } = recording;
  switch (options.format) {
    case 'terminal':
      yield terminalReport(run, options.look);
      break;
    case 'html':
      yield await htmlOf(recording);
      break;
    case 'svg':
      yield svgChart(run);
      break;
    case 'csv':
      yield* csvLines(run);
      break;
    case 'json':
      yield `${JSON.stringify(runJson(run, file))}\n`;
      break;
    case 'md':
      yield markdownReport(run);
      break;
    default:
      options.format satisfies never;
  }
}

/** The self-contained page of a recording. */
export async function htmlOf({ file, run, added }: Recording): Promise<string> {
  const thinner = new LogThinner(run.samples.length);
  await readLog(file, thinner);
  for (const event of added) thinner.event(event);
  return htmlReport({
    run,
    log: Buffer.from(thinner.finish()).toString('base64'),
    page: await chartPage(),
    sha256: (text) => createHash('sha256').update(text).digest('base64'),
  });
}

/** The bundle of the chart page, which stands beside this one. */
async function chartPage(): Promise<Page> {
  const read = (name: string) => readFile(path.join(__dirname, 'webview', name), 'utf8');
  return { script: await read('main.js'), style: await read('style.css') };
}
