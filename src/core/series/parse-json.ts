/** JSON as it is found: one value, one a line, or several behind each other. */
import { quoted, refuse } from './refuse';

/** A document: one value, or one a line. */
export interface Json {
  values: unknown[];
  lines: boolean;
  /** whether the last line is cut off */
  cut: boolean;
}

/** Errors: `usage` where the text is no JSON, with the line where it is one of several. */
export function parseJson(text: string): Json {
  try {
    return { values: [parsed(text)], lines: false, cut: false };
  } catch (error) {
    const rows = text.split('\n');
    const several = tried(rows[0] ?? '') === undefined ? together(text) : undefined;
    return several ?? parseLines(rows, messageOf(error));
  }
}

/** Undefined where it is no JSON. */
function tried(text: string): unknown {
  try {
    return parsed(text);
  } catch {
    return undefined;
  }
}

/** Objects behind each other, as `jq` prints them over several lines; undefined where they are none. */
function together(text: string): Json | undefined {
  const list = tried(`[${text.replace(/\}\s*,?\s*(?=\{)/g, '},').replace(/,\s*$/, '')}]`);
  return list === undefined ? undefined : { values: [list], lines: false, cut: false };
}

function parseLines(rows: readonly string[], why: string): Json {
  const values: unknown[] = [];
  for (const [i, row] of rows.entries()) {
    if (row.trim() === '') continue;
    try {
      values.push(parsed(row));
    } catch (error) {
      if (values.length === 0) refuse(`the series is not JSON: ${why}`);
      if (i === rows.length - 1) return { values, lines: true, cut: true };
      refuse(`line ${i + 1} is not JSON: ${messageOf(error)}`);
    }
  }
  return { values, lines: true, cut: false };
}

/** As Python writes what is no number. */
const NO_NUMBER = /(?<=[[,:]\s*)(?:NaN|-?Infinity)(?=\s*[,}\]])/g;

/** Errors: of JSON.parse. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const plain = text.replace(NO_NUMBER, 'null');
    if (plain === text) throw error;
    return JSON.parse(plain);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? quoted(error.message) : 'unreadable';
}
