import { expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/run/event';
import { RunFold } from '../../src/core/run/fold';
import { RunSeries } from '../../webview/model/run-series';
import { stepLevels } from '../../webview/model/step-levels';
import { header } from './recordings';

const MB = 1e6;

/** A step of 100 MB at 10 s, which lasts until `restart`, and a recording of 1000 s. */
function levels(restart: number) {
  const fold = new RunFold();
  const events: RunEvent[] = [header];
  for (let t = 0; t < 1000; t += 0.5) {
    events.push({ kind: 'sample', t, rss: (t < 10 || t >= restart ? (t < 10 ? 50 : 20) : 150) * MB });
  }
  const step = { id: 1, start: 9.5, end: 10, startIndex: 19, endIndex: 20, kept: 100 * MB };
  events.push({ kind: 'step', t: 999, status: 'confirmed', step });
  for (const event of events) fold.push(event);
  const series = new RunSeries(fold);
  series.refresh();
  return stepLevels(fold, series.rss);
}

it('ends a plateau where memory falls below the step, as a new process does', () => {
  expect(levels(400)[0]?.until).toBeCloseTo(400, -1);
});

it('goes on to the end where memory stays', () => {
  expect(levels(2000)[0]?.until).toBe(999.5);
});
