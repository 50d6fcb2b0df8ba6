/** Series of which only the times of the bursts are known, and the bursts leave the shape open: the curve may tell it. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../src/core/detect/detector';
import { classifySeries } from '../../../../src/core/detect/index';
import type { Verdict } from '../../../../src/core/run/verdict';
import { judged, runOf, samples } from './support';

type Load = [number, number][];

/** 0 before a rise, 1 after it. */
const risen = (t: number, from: number, to: number) => Math.min(1, Math.max(0, (t - from) / (to - from)));

function verdictOn(load: Load, seconds: number, level: (t: number) => number): Verdict {
  return classifySeries({ ...samples(5, seconds, level), load });
}

const codes = ({ reasons }: Verdict) => reasons.map(({ code }) => code);

describe('where the bursts leave the shape open', () => {
  it('growth in a line all through one long burst is a leak', () => {
    const verdict = verdictOn([[10, 170]], 180, (t) => 100 + 200 * risen(t, 10, 170));
    expect(verdict.profile).toBe('leak');
    expect(codes(verdict)).toContain('grew-throughout');
  });

  const stairs = (sizes: readonly number[]) =>
    verdictOn([[20, 190]], 220, (t) =>
      sizes.reduce((sum, size, k) => sum + size * risen(t, 60 + 45 * k, 62 + 45 * k), 100),
    );

  it('steps one after another under one long load are steps, as they are without it', () => {
    const verdict = stairs([60, 35, 50]);
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(3);
  });

  it('equal steps under one long load are no growth at one pace', () => {
    expect(codes(stairs([40, 40, 40]))).not.toContain('grew-throughout');
  });

  it('one rise that lasts stays in question: one burst cannot tell fragmentation from a leak', () => {
    const verdict = verdictOn([[20, 23]], 60, (t) => 100 + 50 * risen(t, 20, 23));
    expect(verdict.profile).toBe('inconclusive');
    expect(codes(verdict)[0]).toBe('undecided');
  });

  const three: Load = [
    [20, 23],
    [50, 53],
    [80, 83],
  ];
  const onSlope = (load: Load, left: readonly number[]) =>
    verdictOn(load, 140, (t) =>
      load.reduce((sum, [from, to], k) => sum + (left[k] ?? 0) * risen(t, from, to), 100 + 0.2 * t),
    );

  it('steps on a slope that the rests show, too, are steps once a burst adds little', () => {
    const verdict = onSlope([...three, [110, 113]], [60, 45, 75, 0.5]);
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(3);
  });

  it('three bursts that all added much stay in question', () => {
    expect(onSlope(three, [60, 45, 75]).profile).toBe('inconclusive');
  });

  it('a slope that holds more than the steps on it is no stair-step', () => {
    const left = [20, 8, 15];
    const verdict = verdictOn(three, 110, (t) =>
      three.reduce((sum, [from, to], k) => sum + (left[k] ?? 0) * risen(t, from, to), 100 + 0.5 * t),
    );
    expect(verdict.profile).not.toBe('stair-step');
  });

  it('much movement that no burst explains is not called flat', () => {
    const load = [20, 80, 140, 200].map((from): [number, number] => [from, from + 20]);
    const verdict = verdictOn(load, 260, (t) => 100 + 30 * (1 + Math.cos((2 * Math.PI * (t - 30)) / 60)));
    expect(verdict.profile).toBe('ragged');
  });
});

it('a buffer that fills by the clock, through bursts and rests, and is then full has left no step', () => {
  const load: Load = [0, 1, 2, 3, 4, 5, 6].map((k) => [5 + 40 * k, 20 + 40 * k]);
  const inBurst = (t: number) => load.some(([from, to]) => t >= from && t < to);
  const verdict = verdictOn(load, 285, (t) => 40 + 16 * risen(t, 0, 80) + (inBurst(t) ? 1 : 0));
  expect(verdict.profile).toBe('flat');
  expect(verdict.findings).toContain('saturated');
});

describe('a load that begins after the start-up and never rests', () => {
  it('leaves no doubt that what came before it was the start-up, however long it took', () => {
    const verdict = verdictOn([[50, 200]], 200, (t) => 20 + 300 * risen(t, 0, 40));
    expect(verdict.profile).toBe('flat');
    expect(codes(verdict)).toContain('start-up');
    expect(verdict.baseline / 1e6).toBeCloseTo(320, -1);
  });

  it('does not hide what grows under it', () => {
    const verdict = verdictOn([[50, 200]], 200, (t) => 20 + 300 * risen(t, 0, 40) + 200 * risen(t, 50, 200));
    expect(verdict.profile).toBe('leak');
  });

  const ramp = [8, 16, 32].map((connections, k) => ({ connections, from: 10 + 20 * k, to: 30 + 20 * k }));
  const underRamp = (level: (t: number) => number, connections = (of: number) => of) => {
    const { t, y } = samples(10, 70, level);
    const evidence: Evidence[] = t.map((time, i) => ({ kind: 'sample', t: time, rss: y[i] ?? 0 }));
    for (const [k, one] of ramp.entries()) {
      const known = { connections: connections(one.connections) };
      evidence.push({ kind: 'phase', t: one.from, phase: 'burst', burst: k + 1, ...known });
    }
    return judged(evidence.sort((a, b) => a.t - b.t)).verdict;
  };

  it('shows no step: what rose may all be in use', () => {
    const stairs = (t: number) => ramp.reduce((sum, { from }) => sum + 60 * risen(t, from, from + 1), 50);
    const verdict = underRamp(stairs);
    expect(verdict.profile).toBe('inconclusive');
    expect(verdict.steps).toEqual([]);
    expect(verdict.missing.map(({ code }) => code)).toContain('longer-rest');
  });

  it('shows a leak where its connections stay the same, and none where they go up', () => {
    const line = (t: number) => 50 + 200 * risen(t, 10, 70);
    expect(underRamp(line, () => 16).profile).toBe('leak');
    expect(underRamp(line).profile).toBe('inconclusive');
  });
});

it('a load of which hardly a request was answered leaves nothing to call healthy', () => {
  const bursts = [8, 16, 32, 32].map((connections, k) => ({
    connections,
    requests: k % 2,
    peak: 8,
    after: 7,
  }));
  const { verdict } = judged(runOf(bursts));
  expect(verdict.profile).toBe('inconclusive');
  expect(codes(verdict)[0]).toBe('hardly-answered');
  expect(verdict.missing.map(({ code }) => code)).toEqual(['answers-for-each']);
});

it('a load that most bursts of got no answer to leaves nothing to call healthy, however many the first ones got', () => {
  const bursts = [9000, 20, 12, 3].map((requests) => ({ connections: 64, requests, peak: 8, after: 7 }));
  const { verdict } = judged(runOf(bursts));
  expect(verdict.profile).toBe('inconclusive');
  expect(verdict.reasons[0]?.numbers).toEqual({ hardly: 3, bursts: 4 });
});

it('a step that began in a rest is put down to no burst', () => {
  const sizes = [40, 20, 10, 5, 3];
  const bursts = sizes.map(() => ({ connections: 16, requests: 200, peak: 10, after: 9 }));
  const jumps = runOf(bursts, { base: 9 }).map((item) => {
    const left = sizes.reduce((sum, size, k) => sum + size * risen(item.t, 10.3 + 10 * k, 10.8 + 10 * k), 0);
    return item.kind === 'sample' ? { ...item, rss: item.rss + Math.round(left * 1e6) } : item;
  });
  const { verdict } = judged(jumps);
  expect(verdict.steps.length).toBeGreaterThan(1);
  expect(verdict.steps.map((step) => step.burst)).toEqual(verdict.steps.map(() => undefined));
});
