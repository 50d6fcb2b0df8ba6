import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type Io, terminalLook } from '../../../src/cli/io';

function look(env: Io['env'], output: Partial<Io['stdout']> = { isTTY: true, columns: 100 }) {
  const stream = { write: () => true, ...output };
  return terminalLook({ stdin: Readable.from([]), stdout: stream, stderr: stream, cwd: '/', env }, stream);
}

describe('how text looks', () => {
  test('in colour on a terminal, unless it is not wanted', () => {
    expect(look({ TERM: 'xterm' }).colour).toBe(true);
    expect(look({ TERM: 'xterm', NO_COLOR: '1' }).colour).toBe(false);
    expect(look({ TERM: 'xterm', NO_COLOR: '' }).colour).toBe(true);
    expect(look({ TERM: 'dumb' }).colour).toBe(false);
    expect(look({}, {}).colour).toBe(false);
    expect(look({ FORCE_COLOR: '1' }, {}).colour).toBe(true);
    expect(look({ FORCE_COLOR: '0' }, {}).colour).toBe(false);
  });

  test('in UTF-8 where the locale says so', () => {
    expect(look({ LANG: 'en_GB.UTF-8' }).unicode).toBe(true);
    expect(look({ LANG: 'C.utf8' }).unicode).toBe(true);
    expect(look({ LC_ALL: 'C', LANG: 'en_GB.UTF-8' }).unicode).toBe(false);
    expect(look({ LANG: 'POSIX' }).unicode).toBe(false);
  });

  test('as wide as the terminal, within reason', () => {
    const width = (columns: number | undefined) => look({}, columns === undefined ? {} : { columns }).width;
    expect([undefined, 0, 10, 72, 500].map(width)).toEqual([80, 80, 40, 72, 120]);
  });

  test('as wide as COLUMNS says where no terminal does', () => {
    expect(look({ COLUMNS: '60' }, {}).width).toBe(60);
    expect(look({ COLUMNS: '60' }, { isTTY: true, columns: 100 }).width).toBe(100);
    expect(look({ COLUMNS: 'wide' }, {}).width).toBe(80);
  });
});
