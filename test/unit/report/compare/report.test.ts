import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { compareTrials } from '../../../../src/core/compare/comparison';
import { RunFold } from '../../../../src/core/run/fold';
import { htmlComparison } from '../../../../src/report/compare-html';
import { jsonComparison } from '../../../../src/report/compare-json';
import { markdownComparison } from '../../../../src/report/compare-markdown';
import { lookOf } from '../../../../src/report/compare-style';
import { overlaidChart, sideBySide } from '../../../../src/report/compare-svg';
import { comparisonTable } from '../../../../src/report/compare-table';
import { terminalComparison } from '../../../../src/report/compare-terminal';
import {
  AS_BUILT,
  compared,
  FIX,
  foldOf,
  header,
  MB,
  measure,
  ONE_ARENA,
  PRELOAD,
} from '../../core/compare/support';

const comparison = compared(
  [AS_BUILT, measure(953 * MB)],
  [ONE_ARENA, measure(940 * MB, { rps: 30.4, p99: 2100 })],
  [PRELOAD, measure(472 * MB, { rps: 160 })],
);

const OTHERS = ['Shape', 'Peak', 'Baseline', 'Mean', 'p50', 'p99', 'Failed', 'CPU'];

/** A run that climbs to a size in a minute. */
function climb(to: number): RunFold {
  const run = new RunFold();
  run.push({ kind: 'phase', t: 0, phase: 'burst', burst: 1, connections: 8 });
  for (let t = 0; t <= 60; t += 0.5) run.push({ kind: 'sample', t, rss: (to * t) / 60 });
  return run;
}

test('the table says what is noise, and what changed by how much', () => {
  const { header: titles, rows } = comparisonTable(comparison, OTHERS);
  expect(titles).toEqual(['Trial', 'Retained', 'Requests/s']);
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['jemalloc, preloaded', '472 MB (-50 %)', '160 (+60 %)'],
    ['glibc, one arena', '940 MB (noise)', '30 (-70 %)'],
    ['as built', '953 MB', '100'],
  ]);
  expect(rows.map(({ best, reference }) => [best, reference])).toEqual([
    [true, false],
    [false, false],
    [false, true],
  ]);
});

test('repeats show their range', () => {
  const { rows } = comparisonTable(compared([AS_BUILT, measure(900 * MB), measure(960 * MB)]), OTHERS);
  expect(rows[0]?.cells[1]).toBe('930 MB [900 MB to 960 MB]');
});

test('a terminal gets as many columns as fit, and no line is wider', () => {
  const narrow = terminalComparison(comparison, { width: 100, colour: false, unicode: true });
  const wide = terminalComparison(comparison, { width: 200, colour: false, unicode: true });
  expect(wide).toContain('Baseline');
  expect(narrow).not.toContain('Baseline');
  expect(Math.max(...narrow.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
  expect(narrow).toContain('Keeps 472 MB instead of 953 MB (-50 %), serves 1.6 x the requests.');
  expect(narrow).toContain('  LD_PRELOAD=/usr/lib/libjemalloc.so.2');
});

test('each format says of which trial the sentence is', () => {
  const pair = 'jemalloc, preloaded against as built';
  expect(terminalComparison(comparison, { width: 100, colour: false, unicode: true })).toContain(
    `\n${pair}\n`,
  );
  expect(markdownComparison(comparison)).toContain(`(${pair})`);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
  expect(htmlComparison({ comparison, runs: [], sha256 })).toContain(pair);
});

test('what was not measured is told with what to do', () => {
  const cancelled = compareTrials(
    foldOf(header([AS_BUILT, FIX, PRELOAD]), [
      { kind: 'trial-finished', trial: 'as-built', repeat: 1, measure: measure(900 * MB) },
      { kind: 'trial-skipped', trial: 'preload-jemalloc', reason: 'Not there.', remedy: 'Install it.' },
      { kind: 'finished', reason: 'cancelled' },
    ]),
  );
  const text = terminalComparison(cancelled, { width: 100, colour: false, unicode: true });
  expect(text).toContain('jemalloc, preloaded: left out. Not there. Install it.');
  expect(text).toContain('jemalloc, built in: not run. The comparison was cancelled before it was done.');
});

test('of noise nothing is said where there are no two figures to set against each other', () => {
  const failed = compareTrials(
    foldOf(header([AS_BUILT, PRELOAD]), [
      { kind: 'trial-finished', trial: 'as-built', repeat: 1, measure: measure(900 * MB) },
      {
        kind: 'trial-failed',
        trial: 'preload-jemalloc',
        repeat: 1,
        reason: 'It crashed.',
        remedy: 'Mend it.',
      },
      { kind: 'finished', reason: 'completed' },
    ]),
  );
  const reports = (of: typeof failed) => [
    terminalComparison(of, { width: 100, colour: false, unicode: true }),
    markdownComparison(of),
    htmlComparison({ comparison: of, runs: [], sha256: () => '' }),
  ];
  for (const text of reports(comparison)) expect(text).toContain('taken as noise');
  for (const text of reports(failed)) expect(text).not.toMatch(/noise|undefined/);
});

test('text from outside steers no terminal and no markup', () => {
  const evil = { ...PRELOAD, label: '<b>|\u001b[31m`x`', snippet: '</pre>```\n' };
  const hostile = compared([AS_BUILT, measure(900 * MB)], [evil, measure(100 * MB)]);
  expect(terminalComparison(hostile, { width: 100, colour: false, unicode: true })).not.toContain('\u001b');
  expect(markdownComparison(hostile)).toContain('\\<b\\>\\|');
  const html = htmlComparison({ comparison: hostile, runs: [], sha256: () => '' });
  expect(html).not.toContain('<b>');
  expect(html).toContain('&lt;/pre&gt;');
});

test('Markdown is a table with the sentence and the snippet', () => {
  const text = markdownComparison(comparison);
  expect(text).toContain('| **jemalloc, preloaded** |');
  expect(text).toContain('```sh\nLD_PRELOAD=/usr/lib/libjemalloc.so.2\n```');
});

test('JSON has every trial with its figures', () => {
  const json = JSON.parse(JSON.stringify(jsonComparison(comparison, '/a.memcompare')));
  expect(json).toMatchObject({
    comparison: '/a.memcompare',
    outcome: 'gain',
    best: 'preload-jemalloc',
    cheapest: { trial: 'preload-jemalloc', fix: 'jemalloc' },
  });
  expect(json.trials).toHaveLength(3);
  expect(json.trials[0].figures.retained).toEqual({ median: 472 * MB, min: 472 * MB, max: 472 * MB, n: 1 });
});

test('the page stands alone: styles allowed by their hash, nothing loaded, both pictures', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
  const runs = [
    { label: 'as built', run: climb(900 * MB) },
    { label: 'jemalloc, preloaded', run: climb(400 * MB) },
  ];
  const html = htmlComparison({ comparison, runs, sha256 });
  const allowed = /style-src ([^;]*);/.exec(html)?.[1] ?? '';
  for (const [, style = ''] of html.matchAll(/<style>([^<]*)<\/style>/g)) {
    expect(allowed).toContain(sha256(style));
  }
  expect(html).not.toMatch(/<script|src=|@import|url\(/);
  expect(html.match(/<svg/g)).toHaveLength(2);
});

test('lines share their axes, and names at their ends do not overlap', () => {
  const runs = Array.from({ length: 6 }, (_, i) => ({ label: `trial ${i}`, run: climb((900 + i) * MB) }));
  const svg = overlaidChart('title', 'text', runs);
  expect(labelsOf(svg)).toHaveLength(6);
  const small = sideBySide([
    { label: 'small', run: climb(100 * MB) },
    { label: 'large', run: climb(900 * MB) },
  ]);
  expect(small.match(/>1 GB</g)).toHaveLength(2);
});

test('a long name is written in full, in several lines that no other name crosses', () => {
  const long = 'built with its feature, giving back early (jemalloc)';
  const file = '2026-11-28T07-54-11-sample-service-of-the-other-machine';
  const date = '2026-11-28 11:31 +01:00';
  const runs = [long, 'as built', file, date, `${long} again`, 'glibc, one arena'].map((label, i) => ({
    label,
    run: climb((16 + i / 10) * MB),
  }));
  const svg = overlaidChart('title', 'text', runs);
  const labels = labelsOf(svg);
  for (const { label } of runs)
    expect(labels.map(({ words }) => words.replaceAll(' ', ''))).toContain(label.replaceAll(' ', ''));
  const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  for (const { left, lines } of labels)
    for (const line of lines)
      expect(left + line.length * (line === date ? 7.6 : 6.6)).toBeLessThanOrEqual(width);
  const rows = labels.flatMap(({ top, lines }) => lines.map((_, i) => top + 15 * i));
  for (const [i, y] of rows.slice(1).entries()) expect(y - (rows[i] ?? 0)).toBeGreaterThanOrEqual(14.9);
});

test('no two of as many lines as there are trials look the same', () => {
  const looks = Array.from({ length: 16 }, (_, i) => lookOf(i));
  expect(new Set(looks).size).toBe(looks.length);
});

test('many lines that end together make the picture higher', () => {
  const runs = Array.from({ length: 40 }, (_, i) => ({ label: `trial ${i}`, run: climb(900 * MB) }));
  const svg = overlaidChart('title', 'text', runs);
  const height = Number(/viewBox="0 0 \d+ (\d+)/.exec(svg)?.[1]);
  const tops = labelsOf(svg).map(({ top }) => top);
  expect(Math.min(...tops)).toBeGreaterThan(0);
  expect(Math.max(...tops)).toBeLessThan(height);
  for (const [i, y] of tops.slice(1).entries()) expect(y - (tops[i] ?? 0)).toBeGreaterThanOrEqual(14.9);
});

test('columns of words stand at their left, those of figures at their right', () => {
  const html = htmlComparison({ comparison, runs: [], sha256: () => '' });
  expect(html).toContain('<th class="words">Trial</th><th class="words">Shape</th><th>Retained</th>');
});

/** The names at the ends of the lines, from the top. */
function labelsOf(svg: string) {
  return [...svg.matchAll(/<text class="run-label" x="([\d.]+)" y="([\d.]+)">(.*?)<title>/g)].map(
    ([, x, y, spans = '']) => {
      const lines = [...spans.matchAll(/<tspan[^>]*>([^<]*)</g)].map(([, line = '']) => line);
      return { left: Number(x), top: Number(y), lines, words: lines.join(' ') };
    },
  );
}
