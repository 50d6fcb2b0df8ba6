/** Reasons and remedies that were untrue of services whose memory was known by construction; megabytes as they were recorded. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../src/core/detect/detector';
import { classifySeries, detectorOptions } from '../../../../src/core/detect/index';
import type { HeaderEvent } from '../../../../src/core/run/header';
import { judged, MB, runOf, samples, type TestBurst } from './support';

/** Bursts of connections and requests, with what each reached and left. */
const bursts = (...all: [connections: number, requests: number, peak: number, after: number][]) =>
  all.map(([connections, requests, peak, after]): TestBurst => ({ connections, requests, peak, after }));

/** The same of which only the times are known. */
const timesOnly = (all: readonly TestBurst[]) => all.map(({ peak, after }): TestBurst => ({ peak, after }));

const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);

describe('files that a service maps one after the other', () => {
  const part = { kind: 'breakdown', heap: 0, arenas: 0, large: 0, other: 0, huge: 0, lazyFree: 0 } as const;
  const withFiles = (all: readonly TestBurst[], file: number): Evidence[] =>
    [...runOf(all), { ...part, t: 0, file: 0 }, { ...part, t: 60, file: file * MB }].sort(
      (a, b) => a.t - b.t,
    );

  it('are no stairs of an allocator, whatever the load', () => {
    const all = bursts([4, 120, 112, 112], [8, 240, 180, 180], [8, 240, 180, 180], [8, 240, 180, 180]);
    for (const known of [all, timesOnly(all), bursts(...Array(4).fill([4, 120, 112, 112]))]) {
      const { verdict } = judged(withFiles(known, 170), { allocator: 'system' });
      expect(verdict.profile).toBe('flat');
      expect(codes(verdict.reasons)).toContain('files-mapped');
      expect(verdict.next).not.toContain('stairstep');
    }
  });

  it('are a leak where they go on', () => {
    const all = [1, 2, 3, 4, 5].map(
      (k): TestBurst => ({ connections: 4, requests: 120, peak: 7 + 200 * k, after: 7 + 200 * k }),
    );
    const { verdict } = judged(withFiles(all, 1000), { allocator: 'system' });
    expect(verdict.profile).toBe('leak');
    expect(codes(verdict.reasons)).toContain('files-mapped');
  });
});

describe('the variable of jemalloc', () => {
  const advised = (how: 'built-in' | 'preloaded', variable?: string) => {
    const machine = { cores: 2 } as HeaderEvent['machine'];
    const header = {
      machine,
      allocator: { name: 'jemalloc', how, evidence: '', ...(variable && { variable }) },
    } as HeaderEvent;
    const all = bursts([64, 300, 500, 400], [64, 300, 650, 552], [64, 300, 648, 552], [64, 300, 651, 552]);
    return judged(runOf(all), detectorOptions(header)).verdict.next;
  };

  it('has the prefix of the crate where it is built in, and none where a library is preloaded', () => {
    expect(advised('built-in')).toContain('`_RJEM_MALLOC_CONF=');
    expect(advised('preloaded')).toContain('`MALLOC_CONF=');
    expect(advised('built-in', 'MALLOC_CONF')).toContain('`MALLOC_CONF=');
  });
});

it('what another allocator mapped is not named after the arenas of glibc', () => {
  const part = { kind: 'breakdown', heap: 0, large: 0, other: 0, file: 0, huge: 0, lazyFree: 0 } as const;
  const all = bursts([64, 300, 500, 400], [64, 300, 650, 552], [64, 300, 648, 552], [64, 300, 651, 552]);
  const evidence = [...runOf(all), { ...part, t: 0, arenas: 0 }, { ...part, t: 40, arenas: 530 * MB }];
  const { reasons } = judged(
    evidence.sort((a, b) => a.t - b.t),
    { allocator: 'mimalloc' },
  ).verdict;
  expect(reasons.find(({ code }) => code === 'what-grew')?.text).toContain('what mimalloc mapped');
});

it('steps of a first burst that no later one tried with more connections may be a cache, and it says so', () => {
  const equal = bursts(...Array(6).fill([8, 1200, 27, 27]));
  const { verdict } = judged(runOf(equal, { base: 4 }));
  expect(verdict).toMatchObject({ profile: 'stair-step', confidence: 0.6 });
  expect(codes(verdict.reasons)).toContain('first-burst-only');
  expect(codes(verdict.missing)).toEqual(['more-connections']);
  const moved = bursts([32, 300, 500, 400], ...Array(5).fill([32, 300, 480, 400]));
  expect(codes(judged(runOf(moved)).verdict.reasons)).not.toContain('first-burst-only');
});

it('steps of the first bursts, to which far more connections added nothing, may be a store that is full, and it says so', () => {
  const full = [32, 64, 64, 64].map((n): [number, number, number, number] => [n, 900, 176, 170]);
  const early = judged(runOf(bursts([8, 900, 90, 86], [16, 900, 174, 170], ...full))).verdict;
  expect(early).toMatchObject({ profile: 'stair-step', confidence: 0.6 });
  expect(codes(early.reasons)).toContain('full-early');
  const grown = judged(runOf(bursts([8, 900, 90, 86], [16, 900, 150, 140], [32, 900, 174, 170], ...full)));
  expect(codes(grown.verdict.reasons)).not.toContain('full-early');
});

it('what a first burst left, to which eight times the connections added little, may be a cache that was nearly full', () => {
  const later = (added: number): [number, number, number, number][] =>
    [16, 32, 64].map((n, k) => [n, 900, 270 + (k + 1) * added, 256 + (k + 1) * added]);
  const repeats = (level: number) => Array(3).fill([64, 900, level + 14, level]);
  const verdictOn = (added: number) =>
    judged(runOf(bursts([8, 900, 270, 256], ...later(added), ...repeats(256 + 3 * added)), { base: 4 }))
      .verdict;
  const full = verdictOn(20);
  expect(full.profile).toBe('inconclusive');
  expect(codes(full.reasons)).toContain('nearly-full');
  expect(codes(full.missing)).toEqual(['comparison']);
  expect(full.next).toContain('stairstep compare');
  expect(verdictOn(80).profile).toBe('stair-step');
});

it('one rise of a load that is not known may be a first use, and it says so, unless memory came back before it', () => {
  const rise = (time: number) => 40 + 60 * Math.max(0, Math.min(1, (time - 60) / 3));
  const early = (time: number) => (time >= 20 && time < 26 ? 90 : 0);
  const alone = classifySeries(samples(2, 180, rise));
  expect(alone).toMatchObject({ profile: 'stair-step', confidence: 0.6 });
  expect(codes(alone.reasons)).toContain('one-rise');
  expect(codes(alone.missing)).toEqual(['known-load', 'more-connections']);
  const second = classifySeries(samples(2, 180, (time) => rise(time) + early(time)));
  expect(second.profile).toBe('stair-step');
  expect(codes(second.reasons)).not.toContain('one-rise');
});

it('equal rises of a load that is not known ask for more of them, and not for equal ones', () => {
  const { t, y } = samples(20, 90, (time) => 4 + 8 * Math.max(0, Math.min(7, Math.ceil((time - 3) / 8))));
  const { missing } = classifySeries({ t, y });
  expect(codes(missing)).toContain('more-bursts');
  expect(codes(missing)).not.toContain('equal-bursts');
});

it('what the last repeats added is told of bursts like any before, not of the largest alone', () => {
  const { verdict } = judged(
    runOf(
      bursts(
        [8, 36, 152, 149],
        [32, 60, 317, 317],
        [32, 62, 317, 305],
        [32, 81, 316, 291],
        [32, 198, 370, 352],
      ),
    ),
  );
  const said = verdict.reasons.find(({ code }) => code === 'repeats-add-little')?.text;
  expect(said).toContain('of earlier bursts added');
});
