/** A comment beside code that goes on below it: what is added below the code goes below the whole comment. */

/** How a comment begins that is no doc comment. */
const MARKS = { toml: /^#/, rust: /^\/\/(?![/!])/ };

/** The end of a comment's last line, given where it begins: lines right below in its column go on with it. */
export function endOfBeside(text: string, start: number, language: keyof typeof MARKS): number {
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  let end = lineEnd(text, start);
  while (end < text.length) {
    const next = lineEnd(text, end + 1);
    const line = text.slice(end + 1, next);
    if (line.slice(0, column).trim() !== '' || !MARKS[language].test(line.slice(column))) break;
    end = next;
  }
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** Offset of the line feed that ends a line, or of the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline;
}
