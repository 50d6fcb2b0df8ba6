import { expect, test } from 'vitest';
import { tellingLines } from '../../../../src/core/run/telling-lines';

const logs = (n: number) => Array.from({ length: n }, (_, i) => `request ${i}`);
const panic = ["thread 'main' (7) panicked at src/main.rs:6:45:", 'DATABASE_URL must be set: NotPresent'];
const backtrace = ['stack backtrace:', ...Array.from({ length: 30 }, (_, i) => `  ${i}: core::panicking`)];

test('a panic is not hidden by its own backtrace', () => {
  expect(tellingLines([...logs(50), ...panic, ...backtrace], 3)).toEqual([...panic, 'stack backtrace:']);
});

test('the newest panic counts, and none that the service lived on after', () => {
  expect(tellingLines(['panicked at a.rs', ...logs(9), ...panic, ...backtrace], 2)).toEqual(panic);
  expect(tellingLines([...panic, ...logs(500)], 2)).toEqual(['request 498', 'request 499']);
});

test('else the newest lines', () => {
  expect(tellingLines(logs(9), 2)).toEqual(['request 7', 'request 8']);
  expect(tellingLines([...logs(9), ...panic], 5)).toEqual([...logs(9).slice(-3), ...panic]);
  expect(tellingLines([], 5)).toEqual([]);
});
