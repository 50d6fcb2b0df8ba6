import { describe, expect, it, test } from 'vitest';
import { firstLine, formatMilliseconds, keptTogether } from '../../../src/report/words';

test.each([
  ['97 % of the growth', '97_% of the growth'],
  ['serves 1.7 x the requests', 'serves 1.7_x the requests'],
  ['Keeps 19 MB instead of 1.04 GB (-98 %), 4 kB, 0 B', 'Keeps 19_MB instead of 1.04_GB (-98_%), 4_kB, 0_B'],
  ['2 h 9 min 5 s, 152 ms, 3 d', '2_h 9_min 5_s, 152_ms, 3_d'],
  ['of 3 seconds, 2 bursts, 4 x86 cores, burst 3 (32 connections)', undefined],
])('%s', (text, together = text) => {
  expect(keptTogether(text).replaceAll('\u00a0', '_')).toBe(together);
});

test.each([
  [0, '0 ms'],
  [0.0387, '0.04 ms'],
  [0.34, '0.3 ms'],
  [4.32, '4.3 ms'],
  [152.4, '152 ms'],
  [1240, '1.2 s'],
])('%f ms is written %s', (ms, words) => {
  expect(formatMilliseconds(ms)).toBe(words);
});

describe('a reason in one line', () => {
  it.each([
    ['It failed.', 'It failed.'],
    ['The service exited with code 7. Its last lines:\n  no such table', 'The service exited with code 7.'],
    ['tiny does not build:\n\nconfigure: ok\n  error: no make', 'tiny does not build: error: no make.'],
    ['tiny does not build:\n\nkilled', 'tiny does not build: killed.'],
  ])('%j', (reason, line) => {
    expect(firstLine(reason)).toBe(line);
  });
});
