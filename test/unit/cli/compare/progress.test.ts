import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { CompareView } from '../../../../src/cli/compare-progress';
import { AS_BUILT, header, PRELOAD } from '../../core/compare/support';

test.each([
  [1, 'as built: running\n'],
  [3, 'as built: run 2 of 3\n'],
])('of %i runs each it says which it is at', (repeats, said) => {
  let text = '';
  const stderr = { write: (piece: string) => (text += piece) };
  const view = new CompareView({ stdin: Readable.from([]), stdout: stderr, stderr, cwd: '/', env: {} });
  view.event({ ...header([AS_BUILT, PRELOAD]), repeats });
  view.event({ kind: 'trial-started', trial: AS_BUILT.id, repeat: 2, at: '' });
  expect(text).toBe(said);
});
