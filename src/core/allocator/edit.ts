/** Changes to a text, as data. Offsets are UTF-16 code units, as editors count. */

export interface TextEdit {
  start: number;
  end: number;
  newText: string;
}

/** The changes to one file. `before` is the text they were made for: where a file differs from it, they do not apply. */
export interface FileEdits {
  path: string;
  before: string;
  edits: TextEdit[];
}

/** The text with the edits made. They may be in any order but must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length)
      throw new RangeError(`edit ${edit.start}..${edit.end} does not fit a text of ${text.length}`);
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** The line ending that a text uses: that of most of its lines. */
export function lineEnding(text: string): '\n' | '\r\n' {
  const all = text.split('\n').length - 1;
  const crlf = text.split('\r\n').length - 1;
  return crlf * 2 > all ? '\r\n' : '\n';
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
