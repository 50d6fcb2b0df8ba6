import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCompare } from '../../../../src/cli/compare';
import { encodeComparisonEvent } from '../../../../src/core/compare/event';
import { type PlanInput, planSchema } from '../../../../src/core/plan/plan';
import { encodeEvent } from '../../../../src/core/run/codec';
import type { RunEvent } from '../../../../src/core/run/event';
import { AS_BUILT, header, MB, measure, PRELOAD } from '../../core/compare/support';
import { madeUpHeader } from '../../core/run/made-up-header';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'stairstep-test-'));
  recording('before.memprofile', 900, 'system');
  recording('after.memprofile', 300, 'jemalloc');
  const whole = readFileSync(path.join(folder, 'before.memprofile'), 'utf8');
  writeFileSync(path.join(folder, 'cut.memprofile'), whole.slice(0, whole.length * 0.6));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Seven equal bursts after which so many MB stay. */
function recording(name: string, kept: number, allocator: 'system' | 'jemalloc', plan?: PlanInput): void {
  const events: RunEvent[] = [
    madeUpHeader({
      id: name,
      allocator: { name: allocator, how: 'default', evidence: 'made up' },
      ...(plan && { plan: planSchema.parse(plan) }),
    }),
  ];
  for (let burst = 1; burst <= 7; burst++) {
    const from = 3 + (burst - 1) * 8;
    events.push({ kind: 'phase', t: from, phase: 'burst', burst, connections: 64 });
    for (let t = from; t < from + 4; t += 0.1) events.push({ kind: 'sample', t, rss: 1000 * MB });
    events.push({
      kind: 'load',
      t: from + 4,
      dt: 4,
      requests: 400,
      errors: 0,
      non2xx: 0,
      sent: 1e8,
      p50: 20,
      p99: 90,
    });
    events.push({ kind: 'phase', t: from + 4, phase: 'rest', burst, connections: 64 });
    for (let t = from + 4; t < from + 8; t += 0.1) events.push({ kind: 'sample', t, rss: kept * MB });
  }
  events.push({ kind: 'end', t: 59, reason: 'completed' });
  writeFileSync(path.join(folder, name), events.map(encodeEvent).join(''));
}

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    stdin: Readable.from([]),
    stdout: { write: (text: string) => out.push(text), columns: 120 },
    stderr: { write: (text: string) => err.push(text) },
    cwd: folder,
    env: { LANG: 'C.UTF-8' },
  };
  const exit = await runCompare(argv, io);
  return { out: out.join(''), err: err.join(''), exit };
}

test('two recordings, the first as the reference', async () => {
  const { out, exit } = await run('before.memprofile', 'after.memprofile');
  expect(exit).toBe(0);
  expect(out).toContain('widgets');
  expect(out).toContain('Keeps 300 MB instead of 900 MB (-67 %), serves as many requests.');
});

test('recordings by their ids, as `stairstep runs` lists them', async () => {
  const runs = path.join(folder, '.stairstep/runs');
  mkdirSync(runs, { recursive: true });
  for (const name of ['before', 'after'])
    copyFileSync(path.join(folder, `${name}.memprofile`), path.join(runs, `${name}-by-id.memprofile`));
  const { out } = await run('before-by-id', 'after-by-id.memprofile');
  expect(out).toContain('Keeps 300 MB instead of 900 MB (-67 %), serves as many requests.');
  await expect(run('before-by-id', 'gone')).rejects.toMatchObject({
    message: expect.stringContaining('no such file'),
    remedy: expect.stringContaining('before-by-id'),
  });
});

test('a budget holds for all but the reference', async () => {
  expect((await run('before.memprofile', 'after.memprofile', '--max-retained', '500MB')).exit).toBe(0);
  const { exit, err } = await run('after.memprofile', 'before.memprofile', '--max-retained', '500MB');
  expect(exit).toBe(1);
  expect(err).toContain('before: 900 MB stay resident, more than 500 MB (--max-retained)');
});

test.each(['terminal', 'html', 'json', 'md'])('%s: a recording that was cut off is named', async (format) => {
  const note = 'cut.memprofile has no end: it was cut off';
  expect((await run('cut.memprofile', 'after.memprofile', '--format', format)).out).toContain(note);
  expect((await run('before.memprofile', 'after.memprofile', '--format', format)).out).not.toContain(
    'cut off',
  );
});

test('a recording under another load than the reference is named, with what differs', async () => {
  recording('a.memprofile', 900, 'system', { tail: 5, bin: 'one' });
  recording('b.memprofile', 300, 'jemalloc', { tail: 5, bin: 'two' });
  recording('c.memprofile', 300, 'jemalloc', { tail: 9, requests: [{ path: '/other' }] });
  const notes = async (...files: string[]) => JSON.parse((await run(...files, '--json')).out).notes;
  expect(await notes('a.memprofile', 'b.memprofile')).toEqual([]);
  expect(await notes('a.memprofile', 'c.memprofile')).toEqual([
    'c.memprofile was recorded under another load than the reference (requests, tail): a difference may come from that.',
  ]);
  expect(await notes('before.memprofile', 'a.memprofile')).toEqual([
    expect.stringContaining('a.memprofile was recorded under another load than the reference (plan)'),
  ]);
  expect(await notes('before.memprofile', 'after.memprofile')).toEqual([]);
});

test('JSON, Markdown and a page with both pictures', async () => {
  const { out } = await run('before.memprofile', 'after.memprofile', '--json');
  expect(JSON.parse(out)).toMatchObject({
    outcome: 'gain',
    trials: [{ label: 'after' }, { label: 'before' }],
  });
  expect((await run('before.memprofile', 'after.memprofile', '--format', 'markdown')).out).toContain(
    '| Trial |',
  );
  const { err } = await run('before.memprofile', 'after.memprofile', '-o', 'report.html');
  expect(err).toBe('Written: report.html\n');
  const page = readFileSync(path.join(folder, 'report.html'), 'utf8');
  expect(page.match(/class="run r[01]"/g)?.length).toBeGreaterThanOrEqual(2);
});

test('a comparison again from its file; the budget is for the service as built', async () => {
  mkdirSync(path.join(folder, 'comparisons'), { recursive: true });
  const events = [
    header([AS_BUILT, PRELOAD]),
    { kind: 'trial-finished', trial: AS_BUILT.id, repeat: 1, measure: measure(900 * MB) },
    { kind: 'trial-finished', trial: PRELOAD.id, repeat: 1, measure: measure(300 * MB) },
    { kind: 'finished', reason: 'completed' },
  ] as const;
  writeFileSync(path.join(folder, 'comparisons/a.memcompare'), events.map(encodeComparisonEvent).join(''));
  const { out, exit } = await run('comparisons/a.memcompare', '--fail-on', 'stair-step');
  expect(out).toContain('jemalloc, preloaded');
  expect(exit).toBe(1);
  expect((await run('comparisons/a.memcompare', '--max-retained', '1GB')).exit).toBe(0);
});

test('a budget on trials of which the one as built was never measured is refused, with the result still printed', async () => {
  const events = [
    header([AS_BUILT, PRELOAD]),
    {
      kind: 'trial-failed',
      trial: AS_BUILT.id,
      repeat: 1,
      reason: 'It would not start.',
      remedy: 'Mend it.',
    },
    { kind: 'trial-finished', trial: PRELOAD.id, repeat: 1, measure: measure(300 * MB) },
    { kind: 'finished', reason: 'completed' },
  ] as const;
  const file = path.join(folder, 'unmeasured.memcompare');
  writeFileSync(file, events.map(encodeComparisonEvent).join(''));
  for (const budget of [
    ['--max-retained', '1GB'],
    ['--fail-on', 'leak'],
  ])
    await expect(run(file, ...budget)).rejects.toThrow(
      'as built was not measured: a budget has nothing to judge.',
    );
  expect((await run(file)).exit).toBe(0);
  const cancelled = [...events.slice(0, -1), { kind: 'finished', reason: 'cancelled' }] as const;
  writeFileSync(file, cancelled.map(encodeComparisonEvent).join(''));
  expect((await run(file, '--max-retained', '1GB')).exit).toBe(130);
  expect((await run(file)).exit).toBe(0);
});

test('a budget on a recording that was cut off says that it judges a part', async () => {
  const { exit, err } = await run('before.memprofile', 'cut.memprofile', '--max-retained', '2GB');
  expect({ exit, err }).toEqual({
    exit: 0,
    err: 'stairstep: warning: cut.memprofile has no end: it was cut off, or goes on. The budget judges what is there.\n',
  });
});

test('wrong use says what to type', async () => {
  await expect(run('before.memprofile')).rejects.toMatchObject({ code: 'usage' });
  await expect(run('before.memprofile', 'gone.memprofile')).rejects.toThrow(/no such file/);
  writeFileSync(path.join(folder, 'other.memcompare'), 'hello\n');
  await expect(run('other.memcompare')).rejects.toThrow(/other\.memcompare: This is not a comparison/);
  await expect(run('before.memprofile', 'after.memprofile', '-o', 'a.svg')).rejects.toMatchObject({
    code: 'usage',
    remedy: expect.stringContaining('terminal, html, json, md'),
  });
  await expect(run('--format', 'pdf')).rejects.toThrow(/no format "pdf"/);
  expect((await run('--help')).out).toContain('--repeat');
});
