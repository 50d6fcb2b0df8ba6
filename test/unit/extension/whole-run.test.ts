import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readComparison } from '../../../src/core/compare/fold';
import { encodeEvent } from '../../../src/core/run/codec';
import type { RunEvent } from '../../../src/core/run/event';
import { writeComparisonOfRuns } from '../../../src/extension/compare/write-comparison';
import { readWhole } from '../../../src/extension/editor/whole-run';
import { runOf } from '../core/detect/support';
import { madeUpHeader } from '../core/run/made-up-header';

const bursts = [
  { connections: 8, requests: 300, peak: 200, after: 160 },
  ...[600, 602, 601, 599].map((peak) => ({ connections: 64, requests: 300, peak, after: 520 })),
];
const events: RunEvent[] = [madeUpHeader(), ...runOf(bursts)];

/** The bytes of a recording, in two parts. */
const bytesOf = (all: readonly RunEvent[], more = '') =>
  async function* () {
    const bytes = Buffer.from(all.map(encodeEvent).join('') + more);
    yield bytes.subarray(0, bytes.length >> 1);
    yield bytes.subarray(bytes.length >> 1);
  };

describe('a recording without its verdict', () => {
  it('has the verdict that its samples give, after the lines of the file', async () => {
    const { run, lines, added } = await readWhole(bytesOf(events, '{"kind":"sample","t":'));
    expect(lines).toBe(events.length);
    expect(run.verdict?.profile).toBe('stair-step');
    expect(added.map(({ kind }) => kind)).toContain('step');
    expect(added.at(-1)).toMatchObject({ kind: 'verdict', provisional: false, verdict: run.verdict });
  });

  it('is judged as well where it ended, and nobody judged it', async () => {
    const end: RunEvent = { kind: 'end', t: 200, reason: 'completed' };
    const { run, added } = await readWhole(bytesOf([...events, end]));
    expect(run.verdict?.profile).toBe('stair-step');
    expect(added.at(-1)).toMatchObject({ kind: 'verdict', provisional: false });
  });

  it('is judged where it is compared', async ({ onTestFinished }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stairstep-compared-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const files = ['one', 'other'].map((name) => path.join(folder, `${name}.memprofile`));
    for (const file of files) writeFileSync(file, events.map(encodeEvent).join(''));
    const written = await writeComparisonOfRuns(files, folder);
    const { trials } = readComparison(readFileSync(written, 'utf8'));
    const shapes = [...trials.values()].flatMap(({ measures }) => measures.map(({ profile }) => profile));
    expect(shapes).toEqual(['stair-step', 'stair-step']);
  });

  it('keeps its own verdict where it has one', async () => {
    const { added } = await readWhole(bytesOf(events));
    const again = await readWhole(bytesOf([...events, ...added]));
    expect(again.added).toEqual([]);
    expect(again.run.verdict?.profile).toBe('stair-step');
  });
});
