import { expect, test } from 'vitest';
import { shortDate } from '../../../src/extension/base/short-date';

const now = new Date(2026, 10, 27, 22, 30);

test.each([
  ['today', new Date(2026, 10, 27, 9, 5), '09:05'],
  ['yesterday', new Date(2026, 10, 26, 23, 59), '26 Nov, 23:59'],
  ['a year ago', new Date(2025, 10, 27, 9, 5), '27 Nov 2025, 09:05'],
])('a date of %s', (_, date, expected) => {
  expect(shortDate(date, now, 'en-GB')).toBe(expected);
});
