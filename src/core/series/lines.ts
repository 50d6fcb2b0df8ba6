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
