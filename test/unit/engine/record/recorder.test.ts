import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../../src/core/run/event';
import { FileRecorder } from '../../../../src/engine/record/recorder';
import { RunFolder } from '../../../../src/engine/record/run-folder';

const folder = mkdtempSync(path.join(os.tmpdir(), 'stairstep-recorder-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sample = (t: number): RunEvent => ({ kind: 'sample', t, rss: 4096 });

describe('a recorder', () => {
  it('tells of events once they are in the file', async () => {
    const file = path.join(folder, 'one.memprofile');
    const seen: [number, number][] = [];
    const recorder = new FileRecorder(file, {
      written: (events, from) => {
        const lines = readFileSync(file, 'utf8').split('\n').length - 1;
        seen.push([from, from + events.length]);
        expect(lines).toBe(from + events.length);
      },
      failed: (error) => expect.unreachable(error.message),
    });
    for (let t = 0; t < 3; t++) recorder.append(sample(t));
    recorder.flush();
    recorder.append(sample(3));
    await recorder.close();
    expect(seen).toEqual([
      [0, 3],
      [3, 4],
    ]);
  });

  it('never writes over a file, and can take its own back', () => {
    const file = path.join(folder, 'two.memprofile');
    const listener = { written: () => {}, failed: () => {} };
    const recorder = new FileRecorder(file, listener);
    expect(() => new FileRecorder(file, listener)).toThrow(/cannot be created: file already exists/);
    recorder.append(sample(0));
    recorder.discard();
    expect(existsSync(file)).toBe(false);
  });
});

describe('the folder of runs', () => {
  it('is out of sight of git, and gives each run a name of its own', () => {
    const runs = new RunFolder(folder);
    runs.prepare();
    expect(readFileSync(path.join(folder, '.stairstep/.gitignore'), 'utf8')).toBe('*\n');
    const at = new Date('2026-11-23T08:30:12.345Z');
    const first = runs.freshId('my service', at);
    expect(first).toBe('2026-11-23T08-30-12-my-service');
    new FileRecorder(runs.file(first), { written: () => {}, failed: () => {} }).close();
    expect(runs.freshId('my service', at)).toBe(`${first}-2`);
  });

  it('says where runs cannot be kept', () => {
    const file = path.join(folder, 'one.memprofile');
    expect(() => new RunFolder(file).prepare()).toThrow(/cannot be kept in/);
  });
});
