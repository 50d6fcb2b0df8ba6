/** Which lines of a service's output tell why it ended. */

const PANIC = /\bpanicked at\b/;
/** Lines that a backtrace may have after the panic that it belongs to. */
const BACKTRACE = 100;

/** The newest lines, no more than `most`; those from the panic on where that stands before them, since a backtrace follows it. */
export function tellingLines(lines: readonly string[], most: number): string[] {
  const panic = lines.findLastIndex((line) => PANIC.test(line));
  const hidden = panic >= 0 && panic < lines.length - most && panic >= lines.length - BACKTRACE;
  return hidden ? lines.slice(panic, panic + most) : lines.slice(-most);
}
