import path from 'node:path';
import { headline } from './headline';

/** A place in a file, from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** What a notification says, and the place that it is about. */
export interface Notice {
  text: string;
  place?: Place;
}

const PLACE = /^(.+?\.\w+):(\d+):(\d+)(?=[\s:])/;

/** One line of what went wrong and what to do, with paths as the explorer has them: below one of the open folders. */
export function noticeOf(message: string, remedy: string, folders: readonly string[]): Notice {
  const line = headline(message);
  const text = `${sentence(withoutFolder(line, folders))} ${remedy}`.trimEnd();
  const [, file = '', row, column] = PLACE.exec(line) ?? [];
  if (!path.isAbsolute(file)) return { text };
  return { text, place: { file, line: Number(row), column: Number(column) } };
}

function withoutFolder(text: string, folders: readonly string[]): string {
  return folders.reduce((rest, folder) => rest.replaceAll(`${folder}${path.sep}`, ''), text);
}

function sentence(text: string): string {
  return /[.!?…:]$/.test(text) ? text : `${text}.`;
}
