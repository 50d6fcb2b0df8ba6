/** An id of a recording is the name of its file without the ending: letters that every system takes, and no path. */
const FORBIDDEN = /[/\\:*?"<>|\p{Cc}]/u;
const LONGEST = 200;

export function isRunId(text: string): boolean {
  return text.trim() !== '' && !text.startsWith('.') && !FORBIDDEN.test(text) && text.length <= LONGEST;
}
