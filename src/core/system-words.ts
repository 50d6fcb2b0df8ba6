/** The system's own words for an error, without the code, the call and the path around them: `permission denied`. */
export function systemWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EISDIR') return 'it is a folder';
  const known = 'code' in error && 'syscall' in error && error.message.startsWith(`${error.code}: `);
  return known ? error.message.replace(/^E\w+: /, '').replace(/, \w+( '.*)?$/s, '') : error.message;
}
