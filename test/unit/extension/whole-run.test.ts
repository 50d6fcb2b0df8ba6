import { describe, expect, it } from 'vitest';
import { encodeEvent } from '../../../src/core/run/codec';
import type { RunEvent } from '../../../src/core/run/event';
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

describe('a recording that was cut off', () => {
  it('has the verdict that its samples give, after the lines of the file', async () => {
    const { run, lines, added } = await readWhole(bytesOf(events, '{"kind":"sample","t":'));
    expect(lines).toBe(events.length);
    expect(run.verdict?.profile).toBe('stair-step');
    expect(added.map(({ kind }) => kind)).toContain('step');
    expect(added.at(-1)).toMatchObject({ kind: 'verdict', provisional: false, verdict: run.verdict });
  });

  it('keeps its own verdict where it has one', async () => {
    const { added } = await readWhole(bytesOf(events));
    const again = await readWhole(bytesOf([...events, ...added]));
    expect(again.added).toEqual([]);
    expect(again.run.verdict?.profile).toBe('stair-step');
  });
});
