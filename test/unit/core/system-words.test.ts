import { readFileSync, renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import { systemWords } from '../../../src/core/system-words';

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test.each([
  ['a path', () => readFileSync('/no/such, folder/file'), 'no such file or directory'],
  ['two paths', () => renameSync("/no/such/it's", '/no/such/other'), 'no such file or directory'],
  ['a folder for a file', () => readFileSync('/'), 'it is a folder'],
])('of an error with %s', (_, work, words) => {
  expect(systemWords(errorOf(work))).toBe(words);
});

test('of what is no error of the system, all of it', () => {
  expect(systemWords(new Error('E1: it broke, open'))).toBe('E1: it broke, open');
  expect(systemWords('broken')).toBe('broken');
});
