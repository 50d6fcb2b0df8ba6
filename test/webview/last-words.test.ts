/** What a service said before it ended. */
import { expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/run/event';
import { textOf } from './harness';
import { Pages } from './pages';
import { recording } from './recordings';
import { file, open } from './run-messages';

const pages = Pages.forTests();

async function lastWordsAfter(lines: readonly string[]): Promise<string> {
  const said = lines.map((text): RunEvent => ({ kind: 'output', t: 1, stream: 'stderr', text }));
  const [header, ...events] = recording('stair-step', 'service-exited');
  await pages.open();
  await pages.shown.send(open(), file([...(header ? [header] : []), ...said, ...events]));
  await pages.shown.next('painted');
  return textOf(pages.shown.page.locator('.notice').filter({ hasText: 'Its last words' }));
}

it('is why it panicked, and not the end of the trace that follows', async () => {
  const trace = [
    'stack backtrace:',
    '   0: rust_begin_unwind',
    '   1: core::panicking::panic_fmt',
    '   2: api::main',
  ];
  const note = 'note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.';
  const panic = ["thread 'main' panicked at src/main.rs:14:17:", 'out of answers'];
  expect(await lastWordsAfter(['listening', ...panic, ...trace, note])).toBe(
    "Its last words: thread 'main' panicked at src/main.rs:14:17: ⏎ out of answers",
  );
});

it('is the end of what it printed where no line tells a cause', async () => {
  expect(await lastWordsAfter(['one', 'two', 'three', 'four'])).toBe('Its last words: two ⏎ three ⏎ four');
});
