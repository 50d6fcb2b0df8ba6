/** A run as text of some format; loaded when something is first saved or copied. */
import { createHash } from 'node:crypto';
import { csvLines } from '../../report/csv';
import { htmlReport, type Page } from '../../report/html';
import { runJson } from '../../report/json';
import { markdownReport } from '../../report/markdown';
import { svgChart } from '../../report/svg';
import { LogThinner } from '../../report/thin';
import { type ReadLog, readInto, readWhole } from '../editor/whole-run';

/** Errors: {@link UserError} `file-unreadable`. */
export async function runAs(format: 'svg' | 'csv' | 'json' | 'markdown', read: ReadLog): Promise<string> {
  const { run } = await readWhole(read);
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
  const { run, added } = await readWhole(read);
  const thinner = new LogThinner(run.samples.length);
  await readInto(thinner, read);
  for (const event of added) thinner.event(event);
  const log = Buffer.from(thinner.finish(), 'utf8').toString('base64');
  const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64');
  return htmlReport({ run, log, page, sha256 });
}
