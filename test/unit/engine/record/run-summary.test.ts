import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRunSummary, summariseBytes } from '../../../../src/engine/record/run-summary';
import { madeUpHeader } from '../../core/run/made-up-header';

const header = madeUpHeader();
const verdict = (profile: string) => ({
  kind: 'verdict',
  t: 1,
  provisional: false,
  verdict: {
    profile,
    confidence: 0.9,
    steps: [],
    findings: [],
    reasons: [{ code: 'a', text: 'b' }],
    missing: [],
    next: '',
    baseline: 1,
    peak: 2,
    retained: 2,
    bursts: [],
  },
});
const lines = (...events: object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('');
const samples = (n: number) => '{"kind":"sample","t":1.5,"rss":12345678}\n'.repeat(n);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stairstep-reader-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string) {
  const file = path.join(folder, 'run.memprofile');
  await writeFile(file, text);
  const fromFile = await readRunSummary(file);
  expect(summariseBytes(new TextEncoder().encode(text))).toEqual(fromFile);
  return fromFile;
}

describe('the summary of a recording', () => {
  test.each([10, 6_000, 7_000, 40_000])(
    'is its header, its last verdict and its end, with %i samples between',
    async (n) => {
      const text =
        lines(header, verdict('leak')) +
        samples(n) +
        lines(verdict('ragged'), { kind: 'end', t: 2, reason: 'completed' });
      const run = await read(text);
      expect(run.header.service.name).toBe('widgets');
      expect(run.verdict?.profile).toBe('ragged');
      expect(run.end?.reason).toBe('completed');
    },
  );

  test('has no end where the recording is torn', async () => {
    const run = await read(`${lines(header, verdict('flat'))}${samples(20_000)}{"kind":"end","t":`);
    expect(run.end).toBeUndefined();
  });

  test.each(['', 'no recording', '{"kind":"sample"}\n'])('refuses %j', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
