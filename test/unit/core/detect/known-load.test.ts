/** What examiners found in runs whose load is known, who knew nothing of the detector. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../src/core/detect/detector';
import { judged, MB, runOf, samples, type TestBurst } from './support';

it('a run that ended in its first burst retained what it held then', () => {
  const { t, y } = samples(20, 6, (t) => (t < 4 ? 4 : 4 + 3 * (t - 4)));
  const evidence = t.map((time, i): Evidence => ({ kind: 'sample', t: time, rss: y[i] ?? 0 }));
  const burst: Evidence = { kind: 'phase', t: 4, phase: 'burst', burst: 1, connections: 8 };
  const { verdict } = judged([
    ...evidence.filter((e) => e.t < 4),
    burst,
    ...evidence.filter((e) => e.t >= 4),
  ]);
  expect(verdict.retained).toBeGreaterThan(8 * MB);
});

describe('a known load', () => {
  const run = (left: readonly [connections: number, peak: number, after: number][]) =>
    judged(
      runOf(
        left.map(([connections, peak, after]): TestBurst => ({ connections, requests: 2800, peak, after })),
        { base: 3 },
      ),
    );

  it('whose last burst adds the most of all has met no ceiling, though one before it added nothing', () => {
    const { verdict } = run([
      [20, 95, 91],
      [20, 130, 91],
      [20, 163, 136],
      [20, 203, 148],
      [20, 242, 240],
    ]);
    expect(verdict.profile).toBe('inconclusive');
  });

  it('that moves a few megabytes asks for no other plan', () => {
    const { verdict } = run([
      [8, 4, 4],
      [16, 4.7, 4.7],
      [24, 5.5, 5.5],
      [40, 6.6, 6.4],
      [40, 6.9, 6.7],
      [40, 6.9, 6.8],
    ]);
    expect(verdict.profile).toBe('flat');
  });

  it('that moves a hundredth of a service of a gigabyte is beside the point, with and without its load', () => {
    const bursts: TestBurst[] = [8, 16, 32, 32, 32].map((connections, k) => ({
      connections,
      requests: 2800,
      peak: 1200 + 12,
      after: 1200 + (k === 0 ? 5 : 10),
    }));
    const evidence = runOf(bursts, { base: 1200 });
    const alone = evidence.filter(({ kind }) => kind === 'sample');
    for (const { verdict } of [judged(evidence), judged(alone)]) expect(verdict.profile).toBe('flat');
  });

  it('that leaves next to nothing of what it used is healthy', () => {
    const { verdict } = run([
      [8, 10, 4.5],
      [16, 16.4, 5.5],
      [24, 21.8, 5.8],
      [40, 35.9, 6.1],
      [40, 25.7, 6],
      [40, 31.6, 5.9],
      [40, 31.3, 6.3],
    ]);
    expect(verdict.profile).toBe('ragged');
  });

  it('has no step confirmed of the few bytes that come with a first use', () => {
    const { verdict, steps } = run([
      [16, 4.6, 4.5],
      ...Array.from({ length: 5 }, (): [number, number, number] => [16, 4.7, 4.6]),
    ]);
    expect(verdict.profile).toBe('flat');
    expect(steps.filter(({ status }) => status === 'confirmed')).toEqual([]);
  });
});

it('what was foreseen of a burst is taken back when its rest shows that nothing stayed, be the samples far apart', () => {
  const peaks = [40, 90, 90, 160, 90];
  const bursts = peaks.map((peak, k): TestBurst => ({ peak: peak + 20, after: k === 0 ? 20 : 88 }));
  const { steps } = judged(
    runOf(bursts, { burst: 600, rest: 900, baseline: 600, tail: 1800, hz: 1 / 15, base: 20 }),
  );
  const confirmed = steps.filter(({ status }) => status === 'confirmed').map(({ step }) => step.burst);
  expect(confirmed.every((burst) => burst === 2)).toBe(true);
});

describe('a leak of which less than half is what stayed', () => {
  it('is one beside the steps that hold the rest, where its repeats are even', () => {
    const left = [100, 250, 430, 700, 740, 779, 820, 859, 900];
    const bursts = left.map((after, k): TestBurst => {
      const connections = [16, 32, 64][k] ?? 128;
      return { connections, requests: 7 * connections, peak: 200 + after, after: 100 + after };
    });
    const { verdict } = judged(runOf(bursts, { base: 100 }));
    expect(verdict.profile).toBe('leak');
    expect(verdict.findings).toContain('steps-on-leak');
    expect(verdict.steps.map((step) => step.burst)).toEqual([1, 2, 3, 4]);
  });
});

it('a step that holds next to nothing beside those before it is none', () => {
  const left = [60, 130, 220, 330, 330, 335, 335, 335];
  const bursts = left.map((after, k): TestBurst => {
    const connections = [16, 32, 64][k] ?? 128;
    return { connections, requests: 900, peak: 110 + after, after: 100 + after };
  });
  const { verdict, steps } = judged(runOf(bursts, { base: 100 }));
  expect(verdict.profile).toBe('stair-step');
  expect(verdict.steps.map((step) => step.burst)).toEqual([1, 2, 3, 4]);
  expect(steps.map(({ step }) => step.burst)).not.toContain(6);
});

it('what stays still under equal bursts is held, though it is a quarter of their rise', () => {
  const bursts = [16, 32, 64, 128, 128, 128, 128, 128].map((connections, k): TestBurst => {
    const after = 120 + ([22, 42, 80, 160][k] ?? 159 - (k % 2));
    return { connections, requests: 1100, peak: 120 + 3 * connections, after };
  });
  const { verdict } = judged(runOf(bursts, { base: 120 }));
  expect(verdict.profile).toBe('stair-step');
});

it('a step that holds a third of its burst is not taken back as long as nothing went back', () => {
  const shown = [
    [13, 0],
    [14, 0],
    [16, 0],
    [21, 5],
    [26, 5],
    [29, 10],
    [50, 29],
    [50, 29],
    [48, 29],
  ];
  const bursts = shown.map(
    ([peak = 0, after = 0]): TestBurst => ({
      connections: 16,
      requests: 300,
      peak: 20 + peak,
      after: 20 + after,
    }),
  );
  const { verdict, steps } = judged(runOf(bursts, { base: 20, rest: 12 }));
  expect(verdict.steps.map((step) => step.burst)).toEqual([4, 6, 7]);
  expect(steps.filter(({ status }) => status === 'retracted')).toEqual([]);
});

describe('bursts that added far more than equal ones go on to', () => {
  const run = (...all: [connections: number, added: number][]) => {
    let after = 4;
    const bursts = all.map(([connections, added]): TestBurst => {
      after += added;
      return { connections, requests: 400, peak: after + 30, after };
    });
    return judged(runOf(bursts, { base: 4 })).verdict;
  };

  it('are steps of a ramp, though a leak may be beside them', () => {
    const verdict = run([8, 181], [16, 113], [32, 163], [64, 270], [64, 66], [64, 74], [64, 55]);
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.confidence).toBe(0.6);
    expect(verdict.steps.length).toBeGreaterThanOrEqual(4);
    expect(verdict.reasons.map(({ code }) => code)).toContain('beyond-repeats');
    expect(verdict.missing.map(({ code }) => code)).toContain('more-repeats');
  });

  it('are none of a load that falls: its largest bursts are not repeated in the end', () => {
    const verdict = run([64, 59], [64, 242], [64, 70], [64, 50], [64, 61], [32, 96], [16, 81], [8, 59]);
    expect(verdict.profile).not.toBe('stair-step');
  });
});
