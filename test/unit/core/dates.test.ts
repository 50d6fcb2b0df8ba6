import { afterEach, expect, test, vi } from 'vitest';
import { localDate, shortDate, zonedDate } from '../../../src/core/dates';

const now = new Date(2026, 10, 27, 22, 30);
const MORNING = '2026-11-23T08:31:17.000Z';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ['today', new Date(2026, 10, 27, 9, 5), '09:05'],
  ['yesterday', new Date(2026, 10, 26, 23, 59), '26 Nov, 23:59'],
  ['a year ago', new Date(2025, 10, 27, 9, 5), '27 Nov 2025, 09:05'],
])('a date of %s', (_, date, expected) => {
  expect(shortDate(date.toISOString(), now, 'en-GB')).toBe(expected);
});

test.each([
  ['UTC', '2026-11-23 08:31 UTC', '23 Nov 2026, 08:31'],
  ['Europe/Berlin', '2026-11-23 09:31 +01:00', '23 Nov 2026, 09:31'],
  ['America/St_Johns', '2026-11-23 05:01 -03:30', '23 Nov 2026, 05:01'],
  ['Pacific/Auckland', '2026-11-23 21:31 +13:00', '23 Nov 2026, 21:31'],
])('in %s dates are of there', (zone, written, shown) => {
  vi.stubEnv('TZ', zone);
  expect(zonedDate(MORNING)).toBe(written);
  expect(localDate(MORNING, 'en-GB')).toBe(shown);
});

test('what is no date stays as it is', () => {
  for (const format of [zonedDate, localDate, (text: string) => shortDate(text, now, 'en')])
    expect(format('some day')).toBe('some day');
});
