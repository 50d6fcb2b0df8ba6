import { describe, expect, it } from 'vitest';
import { exactSeconds, formatBytes, formatSeconds, parseBytes } from '../../../src/core/units';

describe('sizes and times as people read them', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [12_500, '12.5 kB'],
    [999_499, '999 kB'],
    [999_600, '1 MB'],
    [953_000_000, '953 MB'],
    [1_040_000_000, '1.04 GB'],
    [-12_500, '-12.5 kB'],
    [Number.NaN, 'unknown'],
  ])('%d bytes -> %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    ['30kB', 30_000],
    ['2 MiB', 2_097_152],
    ['1.5GB', 1_500_000_000],
    ['4096', 4096],
    [4096, 4096],
    ['', undefined],
    ['-1MB', undefined],
    ['3 apples', undefined],
    ['3 constructor', undefined],
    [Number.POSITIVE_INFINITY, undefined],
  ])('%s -> %s bytes', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });

  it.each([
    [4.23, '4.2 s'],
    [75, '75 s'],
    [720, '12 min'],
    [3599, '1 h'],
    [7740, '2 h 9 min'],
    [12_600, '3 h 30 min'],
    [86_399, '1 d'],
    [273_600, '3 d 4 h'],
  ])('%d seconds -> %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });

  it.each([
    [12.345, '12.35 s'],
    [119.996, '2 min 0 s'],
    [125.25, '2 min 5.25 s'],
    [7745, '2 h 9 min 5 s'],
    [86_400, '1 d 0 s'],
  ])('%d seconds, exactly -> %s', (seconds, text) => {
    expect(exactSeconds(seconds)).toBe(text);
  });
});
