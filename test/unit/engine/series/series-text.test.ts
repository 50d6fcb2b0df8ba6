import { expect, it } from 'vitest';
import { textOf } from '../../../../src/engine/series/series-text';

it('reads UTF-16 whether it begins with a mark or not', () => {
  const little = Buffer.from('time,rss\n0,50000000\n', 'utf16le');
  for (const bytes of [
    little,
    Buffer.from(little).swap16(),
    Buffer.from('\ufefftime,rss\n0,50000000\n', 'utf16le'),
  ])
    expect(textOf(bytes)).toBe('time,rss\n0,50000000\n');
});

it.each([
  { begins: 'PK\u0003\u0004', what: 'workbook such as .xlsx', remedy: 'save the sheet as CSV' },
  { begins: '(\u00b5/\u00fd', what: 'packed by zstd', remedy: 'zstd -dc' },
  { begins: 'BZh91AY', what: 'packed by bzip2', remedy: 'bzip2 -dc' },
  { begins: '\u00fd7zXZ\u0000', what: 'packed by xz', remedy: 'xz -dc' },
  { begins: 'PAR1', what: 'Parquet', remedy: 'to_csv' },
  { begins: 'SQLite format 3\u0000', what: 'a database of SQLite', remedy: 'sqlite3 -csv' },
])('says of a file of another kind what it is, and what to do: $what', ({ begins, what, remedy }) => {
  const bytes = Buffer.concat([Buffer.from(begins, 'latin1'), Buffer.alloc(40, 1)]);
  expect(() => textOf(bytes)).toThrow(
    expect.objectContaining({
      code: 'file-unreadable',
      message: expect.stringContaining(what),
      remedy: expect.stringContaining(remedy),
    }),
  );
});
