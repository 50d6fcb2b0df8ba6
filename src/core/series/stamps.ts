/** The time that a line of a log begins with, or has as the value of a key. */
import { MONTH_NAMES } from './named-dates';

const ZONE = '(?: ?(?:Z|UTC|[+-]\\d{2}:?\\d{2})\\b)?';
const CLOCK = '\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d+)?';
const MONTH = `(?:${MONTH_NAMES})[a-z]*\\.?`;

const DAY = `(?:${MONTH} +\\d{1,2}|\\d{1,2}\\.? ${MONTH})`;
const LEVEL = '(?!INFO|WARN|ERROR|DEBUG|TRACE|FATAL)';

/** As they stand in a line; `timesOf` reads what they find. */
const FORMS: readonly RegExp[] = [
  // what `date` prints, with the year at the end or before the time
  new RegExp(`[A-Z][a-z]{2},? ${DAY} +${CLOCK}(?: [AP]M)?(?: [A-Z]{1,5}| [+-]\\d{4})? (?:19|20)\\d{2}\\b`),
  new RegExp(
    `(?:[A-Z][a-z]{2},? )?${DAY},? \\d{4} +${CLOCK}(?: [AP]M)?(?: ${LEVEL}[A-Z]{3,5}\\b| [+-]\\d{4}\\b)?`,
  ),
  // web servers
  new RegExp(`\\d{1,2}/[A-Z][a-z]{2}/\\d{4}:${CLOCK}(?: [+-]\\d{4}\\b)?`),
  // syslog
  new RegExp(`${DAY} +${CLOCK}`),
  new RegExp(`(?:\\d{4}[-/]\\d{2}[-/]\\d{2}[T -])?${CLOCK}(?: [AP]M\\b)?${ZONE}`),
  new RegExp(`\\d{1,2}[./]\\d{1,2}[./]\\d{2,4},? ${CLOCK}(?: [AP]M\\b)?`),
];
const EPOCH = /^\[?([12]\d{9}(?:\.\d+)?|[12]\d{12})\]?(?=[\s,:;]|$)/;
const ELAPSED = /^\[ *(\d+(?:\.\d+)?) ?s?\]/;
const KEYED = /\b(?:time|ts|timestamp|elapsed)[=:] ?"? *(\d+(?:\.\d+)?(?: ?(?:[mnuµ]?s|min)\b)?)(?![\d:T-])/i;
/** characters: before a time in its course a line says something else */
const BEFORE = 40;

export interface Stamp {
  text: string;
  from: number;
  to: number;
}

/** The first time in a line; undefined where it has none near its start. */
export function stampOf(line: string): Stamp | undefined {
  for (const form of [EPOCH, ELAPSED]) {
    const match = form.exec(line);
    if (match?.[1] !== undefined) return { text: match[1], from: 0, to: match[0].length };
  }
  const head = line.slice(0, BEFORE + 40);
  let first: Stamp | undefined;
  for (const form of FORMS) {
    const match = form.exec(head);
    if (match === null || /[\w.:/-]/.test(head[match.index - 1] ?? '')) continue;
    const found = { text: match[0], from: match.index, to: match.index + match[0].length };
    // the longer of two from the same place has the day as well
    if (first === undefined || found.from < first.from || (found.from === first.from && found.to > first.to))
      first = found;
  }
  if (first !== undefined && first.from <= BEFORE) return first;
  const keyed = KEYED.exec(line);
  if (keyed?.[1] === undefined) return undefined;
  return { text: keyed[1], from: keyed.index, to: keyed.index + keyed[0].length };
}
