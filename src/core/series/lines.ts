/** The lines of a text, without a copy of all of them: a file may have millions. */

/** Each line that is not empty, with its number, and whether the file ends in it. */
export function eachLine(text: string, visit: (line: string, number: number, cut: boolean) => void): void {
  let number = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? undefined : end).trim();
    number++;
    if (line !== '') visit(line, number, end < 0);
    from = end < 0 ? text.length : end + 1;
  }
}

/** The line that begins at an index, without the blanks at its end. */
export function lineAt(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? undefined : end).trimEnd();
}
