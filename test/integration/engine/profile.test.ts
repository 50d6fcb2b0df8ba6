import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../../../src/core/run/codec';
import { RunFold } from '../../../src/core/run/fold';
import { type EngineDeps, profile } from '../../../src/engine';
import { engineDeps, isAlive, recordingObserver, sampleOptions, temporaryFolder } from '../support';

const { folder, remove } = temporaryFolder();
let deps: EngineDeps;
beforeAll(async () => {
  deps = await engineDeps(folder);
});
afterAll(remove);

describe('profiling the sample service', () => {
  it('builds, launches, loads and records it', async () => {
    const { observer, events, states } = recordingObserver();
    const result = await profile(sampleOptions(folder), observer, deps).done;
    expect(states).toEqual(['building', 'starting', 'running', 'stopping', 'ended']);
    expect(result.end.reason).toBe('completed');
    expect(result.load.requests).toBeGreaterThan(5);
    expect(result.load.errors + result.load.non2xx).toBe(0);

    const fold = new RunFold();
    const decoder = new TextDecoder();
    const reader = new LogReader(fold, (bytes) => decoder.decode(bytes));
    reader.push(readFileSync(result.file));
    reader.finish();
    expect(reader.lines).toBe(events.length);
    expect(fold.header?.allocator).toMatchObject({ name: 'system', how: 'default' });
    expect(fold.phases.map(({ phase }) => phase)).toEqual([
      'baseline',
      'burst',
      'rest',
      'burst',
      'rest',
      'burst',
      'rest',
      'tail',
    ]);
    expect(fold.samples.length).toBeGreaterThan(10);
    expect(fold.samples.t[0]).toBeLessThan(2);
    expect(isAlive(fold.header?.service.pid ?? 0)).toBe(false);
  });
});
