/** A run as text of some format; loaded when something is first saved or copied. */
import { createHash } from 'node:crypto';
import { LogReader, type LogSink } from '../../core/run/codec';
import { RunFold } from '../../core/run/fold';
import { csvLines } from '../../report/csv';
import { htmlReport, type Page } from '../../report/html';
import { runJson } from '../../report/json';
import { markdownReport } from '../../report/markdown';
import { svgChart } from '../../report/svg';
import { LogThinner } from '../../report/thin';

/** Begins anew with each call: the bytes of a run's file. */
export type ReadLog = () => AsyncIterable<Uint8Array>;

/** Errors: {@link UserError} `file-unreadable`. */
export async function runAs(format: 'svg' | 'csv' | 'json' | 'markdown', read: ReadLog): Promise<string> {
  const run = await fold(read);
  switch (format) {
    case 'svg':
      return svgChart(run);
    case 'csv':
      return [...csvLines(run)].join('');
    case 'json':
      return `${JSON.stringify(runJson(run, null), undefined, 2)}\n`;
    case 'markdown':
      return markdownReport(run);
    default:
      return format satisfies never;
  }
}

/** The chart page with the run inside. Errors: {@link UserError} `file-unreadable`. */
export async function runAsHtml(read: ReadLog, page: Page): Promise<string> {
  const run = await fold(read);
  const thinner = new LogThinner(run.samples.length);
  await readInto(thinner, read);
  const log = Buffer.from(thinner.finish(), 'utf8').toString('base64');
  const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64');
  return htmlReport({ run, log, page, sha256 });
}

async function fold(read: ReadLog): Promise<RunFold> {
  const run = new RunFold();
  await readInto(run, read);
  return run;
}

async function readInto(sink: LogSink, read: ReadLog): Promise<void> {
  const decoder = new TextDecoder();
  const reader = new LogReader(sink, (bytes) => decoder.decode(bytes));
  for await (const chunk of read()) reader.push(chunk);
  reader.finish();
}
