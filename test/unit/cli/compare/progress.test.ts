import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { CompareView } from '../../../../src/cli/compare-progress';
import type { Io, Output } from '../../../../src/cli/io';
import { AS_BUILT, header, PRELOAD } from '../../core/compare/support';

function viewed(terminal: Partial<Output> = {}, env: Io['env'] = {}) {
  let text = '';
  const stderr = { write: (piece: string) => (text += piece), ...terminal };
  const view = new CompareView({ stdin: Readable.from([]), stdout: stderr, stderr, cwd: '/', env });
  return { view, text: () => text };
}

test('a failure is told in whole sentences', () => {
  const { view, text } = viewed();
  view.event(header([AS_BUILT, PRELOAD]));
  const reason = 'It exited with code 64. Its last lines:\nusage: ordersd CONFIG';
  view.event({ kind: 'trial-failed', trial: AS_BUILT.id, repeat: 1, reason, remedy: 'Start it by hand.' });
  expect(text()).toBe('as built: failed. It exited with code 64. Start it by hand.\n');
});

test.each([
  [1, 'as built: running\n'],
  [3, 'as built: run 2 of 3\n'],
])('of %i runs each it says which it is at', (repeats, said) => {
  const { view, text } = viewed();
  view.event({ ...header([AS_BUILT, PRELOAD]), repeats });
  view.event({ kind: 'trial-started', trial: AS_BUILT.id, repeat: 2, at: '' });
  expect(text()).toBe(said);
});

test.each([
  [80, '2 of 3 - jemalloc, preloaded - burst 3 of 7, 64 connections - 64 s left'],
  [60, '2 of 3 - jemalloc, preloaded - 64 s left'],
])('on a terminal of %i columns, no figure of the changing line is cut', (columns, line) => {
  const { view, text } = viewed({ isTTY: true, columns });
  const { id: trial, label } = PRELOAD;
  const phase = 'burst 3 of 7, 64 connections';
  view.progress({
    trial,
    label,
    repeat: 1,
    doing: 'running',
    text: phase,
    done: 1,
    total: 3,
    secondsLeft: 64,
  });
  expect(text()).toBe(`\r\u001b[K${line}`);
});
