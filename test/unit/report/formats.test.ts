import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { LogReader } from '../../../src/core/run/codec';
import { RunFold } from '../../../src/core/run/fold';
import { asRunEvent } from '../../../src/core/run/schema';
import type { Verdict } from '../../../src/core/run/verdict';
import { eventsOfSeries } from '../../../src/core/series/imported-run';
import { readSeries } from '../../../src/core/series/index';
import { csvLines } from '../../../src/report/csv';
import { htmlReport } from '../../../src/report/html';
import { runJson } from '../../../src/report/json';
import { markdownReport } from '../../../src/report/markdown';
import { terminalReport } from '../../../src/report/terminal';
import { LogThinner } from '../../../src/report/thin';
import { sampleEvents, sampleRun } from './sample-run';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
/** As a reader sees it, to whom a no-break space is a space. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

test('JSON has the keys that programs rely on', () => {
  const json = runJson(sampleRun(), 'a.memprofile');
  expect(json).toMatchObject({
    run: 'a.memprofile',
    class: 'stair-step',
    confidence: 0.97,
    baseline: 12e6,
    peak: 583e6,
    retained: 493e6,
    load: { requests: 2800, errors: 0, rps: 100 },
  });
  expect(json.load?.p50_ms).toBeCloseTo(160, -1);
  expect(json.load?.p99_ms).toBeCloseTo(450, -2);
  expect(json.steps?.[2]).toMatchObject({ start: 380, end: 420, delta: 126e6, burst: 3, connections: 32 });
  expect(json.reasons?.[0]).toBe('456 MB of the 559 MB that the bursts added stayed after the load.');
});

test('JSON has the growth of a leak, and of no other shape: that does not go on', () => {
  const growthOf = (verdict: Partial<Verdict>) => runJson(runWith(verdict), null).growth_per_1000_requests;
  expect(growthOf({ profile: 'leak', growthPerThousand: 1.2e6 })).toBe(1.2e6);
  expect(growthOf({ profile: 'leak' })).toBeNull();
  expect(growthOf({ profile: 'stair-step', growthPerThousand: 1.68e9 })).toBeNull();
  expect(growthOf({ profile: 'inconclusive', growthPerThousand: -10_797_245 })).toBeNull();
});

test('a series from elsewhere is told by how it was read, not by what nobody knows of it', () => {
  const rows = Array.from({ length: 60 }, (_, minute) => `${60 * minute},${100 + (minute % 2)}`);
  const run = new RunFold();
  for (const event of eventsOfSeries(readSeries(`t,rss_mib\n${rows.join('\n')}\n`), 'rss.csv'))
    run.push(event);
  expect(runJson(run, null)).toMatchObject({
    service: 'rss.csv',
    allocator: null,
    allocator_label: null,
    started_at: null,
  });
  expect(markdownReport(run)).toMatch(/^### rss\.csv: .*\n\nCSV · rss\\_mib · sizes in MiB\n/);
});

test('JSON names the options of an allocator, as the other reports do', () => {
  const options = { MALLOC_ARENA_MAX: '1' };
  const run = sampleRun(
    sampleEvents().map((event) =>
      event.kind === 'header' ? { ...event, allocator: { ...event.allocator, options } } : event,
    ),
  );
  expect(runJson(run, null)).toMatchObject({
    allocator: 'system',
    allocator_label: 'system (glibc 2.36), MALLOC_ARENA_MAX=1',
    allocator_options: options,
  });
  expect(markdownReport(run)).toContain('allocator system (glibc 2.36), MALLOC\\_ARENA\\_MAX=1');
  expect(runJson(sampleRun(), null).allocator_options).toEqual({});
});

test('JSON of a series without load says that there was none', () => {
  const events = sampleEvents().filter(({ kind }) => kind !== 'load');
  expect(runJson(sampleRun(events), null)).toMatchObject({ run: null, load: null });
});

test('CSV holds each sample with the load at that time, and classify reads it', () => {
  const lines = [...csvLines(sampleRun())];
  expect(lines).toHaveLength(1 + 89 * 20);
  expect(lines[0]).toBe('t,rss,anon,file,shared,phase,burst,connections\n');
  expect(lines[1]).toBe('0,12000000,10800000,5000000,0,baseline,,\n');
  expect(lines.find((line) => line.startsWith('20.05,'))).toMatch(/^20\.05,\d+,,,,burst,3,32\n$/);
  const { series, read } = readSeries(lines.join(''));
  expect(read.notes).toEqual([]);
  expect(series.t).toHaveLength(89 * 20);
  expect(series.load?.map(([, , connections]) => connections)).toEqual([8, 16, 32, 64, 64, 64, 64]);
});

test('Markdown says the verdict, and keeps text from being markup', () => {
  const events = sampleEvents().map((event) =>
    event.kind === 'header' ? { ...event, service: { ...event.service, name: '<img>|[x](y)' } } : event,
  );
  const text = markdownReport(sampleRun(events));
  expect(text).toContain('stair-step (97 % sure)');
  expect(text).toContain('| 3 | 21 s | +126 MB | after burst 3 (32 connections) |  |');
  expect(text).toContain('\\<img\\>\\|\\[x\\](y)');
});

/** The sample run with another verdict. */
function runWith(verdict: Partial<Verdict>): RunFold {
  return sampleRun(
    sampleEvents().map((event) =>
      event.kind === 'verdict' ? { ...event, verdict: { ...event.verdict, ...verdict } } : event,
    ),
  );
}

test('Markdown and HTML say what a step gave back, as the terminal does', () => {
  const steps = sampleEvents().flatMap((event) => (event.kind === 'step' ? [event.step] : []));
  const run = runWith({ steps: steps.map((step) => ({ ...step, givenBack: step.id === 3 ? 1 : 0 })) });
  expect(markdownReport(run)).toContain('| 3 | 21 s | +126 MB | after burst 3 (32 connections) | 100 % |');
  const page = { script: '', style: '' };
  expect(spaced(htmlReport({ run, log: '', page, sha256 }))).toContain(
    '<td>after burst 3 (32 connections)</td><td>100 %</td>',
  );
});

test.each([
  [1, 'The figures include 1 child process of the service, with 119 MB at the peak.'],
  [3, 'The figures include 3 child processes of the service, with 119 MB at the peak.'],
])('%i child processes are named in every report', (count, says) => {
  const children = { count, rss: 119e6 };
  const run = sampleRun(
    sampleEvents().map((event) => (event.kind === 'end' ? { ...event, childrenAtPeak: children } : event)),
  );
  expect(markdownReport(run)).toContain(`- ${says}`);
  const html = htmlReport({ run, log: '', page: { script: '', style: '' }, sha256 });
  expect(spaced(html)).toContain(`<li>${says}</li>`);
  expect(terminalReport(run, { width: 120, colour: false, unicode: true })).toContain(`- ${says}`);
  expect(runJson(run, null).children).toEqual({ count, bytes: 119e6 });
  expect(runJson(sampleRun(), null).children).toBeNull();
  expect(asRunEvent(run.end)).toEqual(run.end);
});

test('Markdown shows a command as code, and nothing in it as markup', () => {
  const text = markdownReport(runWith({ next: 'Set `_RJEM_MALLOC_CONF=a:<b>` or *wait*, not ` alone.' }));
  expect(text).toContain('**Next:** Set `_RJEM_MALLOC_CONF=a:<b>` or \\*wait\\*, not \\` alone.');
});

test.each([
  ['flat', ['saturated'], 'memory grew, then stopped growing'],
  ['flat', [], 'memory hardly moves'],
  ['ragged', ['not-decayed'], 'memory comes back, but not all of it had by the end of the run'],
  ['stair-step', ['saturated'], 'memory goes up in steps and stays up after the load'],
] as const)('%s with %j means: %s', (profile, findings, meaning) => {
  const run = runWith({ profile, findings: [...findings] });
  expect(markdownReport(run).split('\n')[0]).toBe(`### sample-service: ${profile} (97 % sure): ${meaning}`);
});

test('how sure an inconclusive verdict is, is not said', () => {
  const run = runWith({ profile: 'inconclusive', findings: [], confidence: 1 });
  const words = 'inconclusive: this run cannot decide';
  expect(markdownReport(run)).toContain(words);
  expect(terminalReport(run, { width: 120, colour: false, unicode: true })).toContain(`\n${words}`);
});

describe('the HTML report', () => {
  const log = sampleEvents();
  const thinner = new LogThinner(89 * 20);
  for (const event of log) {
    if (event.kind !== 'sample') thinner.event(event);
    else thinner.sample({ anon: -1, file: -1, shared: -1, ...event });
  }
  const page = { script: 'document.title = "</script><b>";', style: 'main { color: red }' };
  const html = htmlReport({
    run: sampleRun(),
    log: Buffer.from(thinner.finish()).toString('base64'),
    page,
    sha256,
  });

  test('carries the log, from which the same run is folded', () => {
    const base64 = /<script type="text\/plain" id="stairstep-log">([^<]*)</.exec(html)?.[1] ?? '';
    const run = new RunFold();
    const decoder = new TextDecoder();
    const reader = new LogReader(run, (bytes) => decoder.decode(bytes));
    reader.push(Buffer.from(base64, 'base64'));
    reader.finish();
    expect(runJson(run, null)).toEqual(runJson(sampleRun(), null));
  });

  test('runs and shows nothing but what its policy names by hash', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy).toMatch(/^default-src 'none'; /);
    const inline = [
      ...[...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text = '']) => text),
      ...[...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text),
    ];
    expect(inline).toHaveLength(4);
    for (const text of inline) expect(policy).toContain(`'sha256-${sha256(text)}'`);
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });

  test('says everything without its script, a number on the line of its unit', () => {
    expect(html).toContain('456\u00a0MB of the 559\u00a0MB that');
    expect(spaced(html)).toContain(
      '<li>456 MB of the 559 MB that the bursts added stayed after the load.</li>',
    );
    expect(spaced(html)).toContain('<td>after burst 3 (32 connections)</td>');
  });
});

test('a long log is thinned with its peaks, its lows and all other events kept', () => {
  const events = sampleEvents(100);
  const samples = events.flatMap((event) => (event.kind === 'sample' ? [event.rss] : []));
  const thinner = new LogThinner(samples.length, 500);
  for (const event of events) {
    if (event.kind !== 'sample') thinner.event(event);
    else thinner.sample({ anon: -1, file: -1, shared: -1, ...event });
  }
  const kept = thinner
    .finish()
    .trimEnd()
    .split('\n')
    .map((line): { kind: string; rss?: number } => JSON.parse(line));
  const keptSizes = kept.flatMap(({ rss }) => (rss === undefined ? [] : [rss]));
  expect(keptSizes.length).toBeLessThanOrEqual(500);
  expect(Math.max(...keptSizes)).toBe(Math.max(...samples));
  expect(Math.min(...keptSizes)).toBe(Math.min(...samples));
  const others = (kinds: { kind: string }[]) =>
    kinds.map(({ kind }) => kind).filter((kind) => kind !== 'sample');
  expect(others(kept)).toEqual(others(events));
});
