/** A series from elsewhere as a run: the same verdict as of the series, and all that a chart needs. */
import { expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import { RunFold } from '../../../../src/core/run/fold';
import { asRunEvent } from '../../../../src/core/run/schema';
import { eventsOfSeries } from '../../../../src/core/series/imported-run';
import { readSeries } from '../../../../src/core/series/index';

const START = Date.UTC(2026, 2, 2, 10) / 1000;
const FLOORS = [50, 250, 400, 420, 425, 425];
const floor = (n: number) => FLOORS[Math.min(n, FLOORS.length - 1)] ?? 0;
/** Five loads of 30 s, a minute of rest after each; what they leave becomes less. */
const MEBIBYTES = Array.from({ length: 700 }, (_, second) => {
  const n = Math.floor((second + 60) / 90);
  const into = (second + 60) % 90;
  const before = floor(Math.max(0, n - 1));
  const underLoad = second >= 30 && second < 480 && into < 30;
  return underLoad ? before + ((floor(n) - before + 120) * into) / 30 : floor(n);
});
const csv = (timeOf: (second: number) => string) =>
  `time,rss_mib\n${MEBIBYTES.map((size, second) => `${timeOf(second)},${size.toFixed(1)}`).join('\n')}\n`;

function foldOf(text: string) {
  const read = readSeries(text);
  const events = [...eventsOfSeries(read, 'rss.csv')];
  const fold = new RunFold();
  for (const event of events) fold.push(event);
  return { read, events, fold };
}

it('has the verdict and the steps of the series', () => {
  const { read, fold } = foldOf(csv((second) => `${second}`));
  const verdict = classifySeries(read.series);
  expect(fold.verdict).toEqual(verdict);
  expect(verdict.profile).toBe('stair-step');
  expect([...fold.steps.values()].map(({ step, status }) => [step.id, status])).toEqual(
    verdict.steps.map(({ id }) => [id, 'confirmed']),
  );
  expect(fold.samples.length).toBe(MEBIBYTES.length);
  expect(fold.provisional).toBe(false);
  expect(fold.end?.reason).toBe('completed');
});

it('begins with its first sample, and says when that was where the file does', () => {
  const dated = foldOf(csv((second) => new Date((START + second) * 1000).toISOString()));
  const plain = foldOf(csv((second) => `${second}`));
  expect(dated.fold.header).toMatchObject({
    startedAt: '2026-03-02T10:00:00.000Z',
    service: { name: 'rss.csv' },
    imported: { format: 'CSV', unit: 'MiB', time: 'dates' },
  });
  expect(dated.fold.samples.t.at(-1)).toBe(MEBIBYTES.length - 1);
  expect(dated.fold.verdict).toEqual(plain.fold.verdict);
  expect(plain.fold.header?.startedAt).toBe('');
});

it('is made of events that every reader of a log takes', () => {
  for (const event of foldOf(csv((second) => `${START + second}`)).events)
    expect(asRunEvent(event)).toEqual(event);
});

it('shows where the load was, loads that overlap as one', () => {
  const series = { t: [10, 20, 30, 40, 50, 60], y: [5e6, 6e6, 7e6, 7e6, 7e6, 7e6] };
  const load = [
    [15, 25, 8],
    [20, 35],
    [45, 50],
  ];
  const { fold } = foldOf(JSON.stringify({ ...series, load }));
  expect(fold.phases).toMatchObject([
    { phase: 'burst', from: 5, connections: 8 },
    { phase: 'rest', from: 25 },
    { phase: 'burst', from: 35 },
    { phase: 'rest', from: 40 },
  ]);
});

it('says what was guessed or left out', () => {
  const { fold } = foldOf(csv((second) => `${second}`).replace(/^5,.*$/m, '5,'));
  expect(fold.notes).toMatchObject([
    { level: 'warning', text: 'While reading: 1 sample without a size left out.' },
  ]);
});
