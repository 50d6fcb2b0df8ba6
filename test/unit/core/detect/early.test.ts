/** Steps said while a run goes on: what a few seconds after a ramp can tell, and what they cannot. */
import { describe, expect, it } from 'vitest';
import { courseOf } from '../../../../src/core/detect/bursts/burst-course';
import { Buckets } from '../../../../src/core/detect/curve/buckets';
import type { Evidence } from '../../../../src/core/detect/detector';
import type { StepEvent } from '../../../../src/core/run/event';
import { judged, LAYOUT, MB, PAGE, runOf, samples, type TestBurst } from './support';

const BURST = { number: 1, from: 10, to: 20 };

function curveOf(level: (t: number) => number): Buckets {
  const { t, y } = samples(20, 30, level);
  const curve = new Buckets();
  t.forEach((time, i) => void curve.push(time, y[i] ?? 0));
  curve.finish();
  return curve;
}

/** 50 MB, and 80 MB more over a part of the burst. */
const grown = (until: number) => (t: number) => 50 + 80 * Math.min(1, Math.max(0, (t - 10) / (until - 10)));

describe('the course of a burst', () => {
  it('tells growth that goes on to the end from growth that was over before', () => {
    expect(courseOf(curveOf(grown(20)), BURST, 50 * MB, 80 * MB).late).toBeCloseTo(1, 1);
    expect(courseOf(curveOf(grown(15)), BURST, 50 * MB, 80 * MB).late).toBeCloseTo(0, 2);
  });

  it('cannot tell it of a burst with hardly a bucket at its end', () => {
    const short = { number: 1, from: 10, to: 11.4 };
    expect(courseOf(curveOf(grown(11)), short, 50 * MB, 80 * MB).late).toBeNaN();
  });

  it('measures what went back while the load was on', () => {
    const curve = curveOf((t) => (t > 11 && t < 13 ? 30 : 50));
    expect(courseOf(curve, BURST, 50 * MB, 0).dip / MB).toBeCloseTo(20, 0);
  });
});

describe('a step is said', () => {
  const provisional = (evidence: readonly Evidence[]) =>
    judged(evidence).steps.filter((event) => event.status === 'provisional');

  it('within 5 s of its burst, where the growth was over before the burst was', () => {
    const [first] = provisional(runOf([{ connections: 64, requests: 300, peak: 120, after: 90 }]));
    expect(first?.step.burst).toBe(1);
    expect((first?.t ?? 0) - 8).toBeLessThanOrEqual(5);
  });

  it('a second and a half after its burst, where memory holds its level from the first', () => {
    const [first] = provisional(runOf([{ connections: 64, requests: 300, peak: 90, after: 90 }]));
    expect(first?.t).toBeLessThanOrEqual(8 + 1.6);
  });

  describe('of bursts with short rests', () => {
    const short = { burst: 3, rest: 1 };

    it('at the end of each rest at the latest', () => {
      const bursts = [120, 180, 182, 182].map(
        (after): TestBurst => ({ connections: 64, requests: 300, peak: after + 40, after }),
      );
      const { verdict, steps } = judged(runOf(bursts, short));
      expect(verdict.profile).toBe('stair-step');
      for (const burst of [1, 2]) {
        const said = steps.find(({ status, step }) => status === 'provisional' && step.burst === burst);
        expect(said?.t).toBeLessThanOrEqual(LAYOUT.baseline + 4 * burst + 0.1);
      }
    });

    it('and confirmed no sooner than in the tail, which may show that memory goes back after some seconds', () => {
      const pool = runOf(
        [44, 60, 60, 60, 60, 7].map(
          (after, k): TestBurst => ({ connections: 24, requests: 300, peak: k < 5 ? after + 1 : 60, after }),
        ),
        short,
      );
      const { verdict, steps } = judged(pool);
      expect(verdict.profile).toBe('ragged');
      expect(steps.filter(({ status }) => status === 'provisional')).not.toEqual([]);
      expect(steps.filter(({ status }) => status === 'confirmed')).toEqual([]);
    });
  });

  describe('while its burst still runs', () => {
    const rise = (connections: number, peak: number, after: number): TestBurst => ({
      connections,
      requests: 40 * connections,
      peak,
      after,
    });
    const layout = { burst: 10, rest: 6 };
    const end = (burst: number) => LAYOUT.baseline + (burst - 1) * 16 + 10;
    const early = (steps: readonly StepEvent[]) =>
      steps.filter(({ status, step, t }) => status === 'provisional' && t < end(step.burst ?? 0));

    it('of a burst after the first, where those before kept most of theirs; its figures follow in its rest', () => {
      const { steps } = judged(runOf([rise(8, 60, 50), rise(16, 120, 105), rise(32, 230, 210)], layout));
      const [said] = early(steps);
      expect(said?.step).toMatchObject({ burst: 2, connections: 16 });
      expect((said?.t ?? 0) - (LAYOUT.baseline + 16 + 1.5)).toBeLessThanOrEqual(5);
      const revised = steps.filter(({ step }) => step.id === said?.step.id).at(1);
      expect(revised?.status).toBe('provisional');
      expect((revised?.step.kept ?? 0) / MB).toBeCloseTo(55, 0);
    });

    it('where nothing but the times is known, too', () => {
      const bursts = [rise(8, 60, 50), rise(16, 120, 105), rise(32, 230, 210)].map(({ peak, after }) => ({
        peak,
        after,
      }));
      const said = early(judged(runOf(bursts, layout)).steps).map(({ step }) => step.burst);
      expect(new Set(said)).toEqual(new Set([2, 3]));
    });

    it('after bursts that left nothing, where it is far above what any of them used', () => {
      const bursts = [
        rise(8, 60, 50),
        rise(48, 62, 50),
        rise(16, 61, 50),
        rise(24, 62, 50),
        rise(16, 140, 130),
      ];
      const [said] = early(
        judged(
          runOf(
            bursts.map((b) => ({ ...b })),
            { ...layout, base: 50 },
          ),
        ).steps,
      );
      expect(said?.step.burst).toBe(5);
    });

    it('though half of its rise comes back, where one before kept most of its own', () => {
      const half = (first: number) =>
        judged(runOf([rise(8, 60, first), rise(8, 60, first), rise(16, 90, 70)], layout)).steps;
      expect(early(half(50)).map(({ step }) => step.burst)).toEqual([3]);
      expect(early(half(35))).toEqual([]);
    });

    it('of none whose memory may all be in use, connection for connection', () => {
      const { steps } = judged(runOf([rise(8, 60, 8), rise(16, 112, 8), rise(32, 215, 8)], layout));
      expect(steps).toEqual([]);
    });

    it('and is taken back in the rest that shows that nothing was kept', () => {
      const { steps } = judged(runOf([rise(8, 60, 50), rise(16, 120, 51), rise(16, 120, 51)], layout));
      const [said] = early(steps);
      const after = steps.filter(({ step }) => step.id === said?.step.id).at(1);
      expect(after?.status).toBe('retracted');
      expect((after?.t ?? 0) - end(2)).toBeLessThanOrEqual(5);
    });
  });

  it('not of a leak by the clock, which grows in the rests as well', () => {
    const bursts = Array.from({ length: 7 }, (): TestBurst => ({ peak: 55, after: 50 }));
    const leak = (t: number) => 0.4 * MB * t;
    const evidence = runOf(bursts, { burst: 3, rest: 14, base: 50 }).map((item) =>
      item.kind === 'sample' ? { ...item, rss: Math.round((item.rss + leak(item.t)) / PAGE) * PAGE } : item,
    );
    expect(provisional(evidence)).toEqual([]);
  });

  it('not of a leak, whose growth goes on to the end of each burst', () => {
    const bursts = Array.from({ length: 6 }, (_, k) => [4 + 10 * k, 8 + 10 * k] as const);
    const level = (t: number) =>
      20 + bursts.reduce((sum, [from, to]) => sum + 10 * (Math.min(Math.max(t, from), to) - from), 0);
    const { t, y } = samples(20, 84, level);
    const phases = bursts.flatMap(([from, to], k): Evidence[] => [
      { kind: 'phase', t: from, phase: 'burst', burst: k + 1, connections: 8 },
      { kind: 'phase', t: to, phase: 'rest', burst: k + 1 },
    ]);
    const evidence = [
      ...t.map((time, i): Evidence => ({ kind: 'sample', t: time, rss: y[i] ?? 0 })),
      ...phases,
    ];
    const run = evidence.sort((a, b) => a.t - b.t);
    expect(judged(run).verdict.profile).toBe('leak');
    expect(provisional(run)).toEqual([]);
  });

  it('of two bursts that add alike and no third, and is taken back as soon as the repeats make it a leak', () => {
    const bursts = Array.from(
      { length: 7 },
      (_, k): TestBurst => ({ connections: 8, requests: 300, peak: 42 + 32 * k, after: 40 + 32 * k }),
    );
    const { steps, verdict } = judged(runOf(bursts, { burst: 2, rest: 6 }));
    expect(verdict.profile).toBe('leak');
    const of = (status: StepEvent['status']) =>
      steps.filter((event) => event.status === status).map(({ step }) => step.burst);
    expect(of('provisional')).toEqual([1, 2]);
    expect(of('retracted')).toEqual([1, 2]);
    const taken = steps.find(({ status }) => status === 'retracted');
    expect(taken?.t).toBeLessThan(LAYOUT.baseline + 5 * 8);
  });

  it('within 5 s of its ramp on a slope, where the load is not known', () => {
    const { t, y } = samples(
      10,
      120,
      (time) => 100 + 0.3 * time + 60 * Math.min(1, Math.max(0, (time - 60) / 3)),
    );
    const said = provisional(t.map((time, i): Evidence => ({ kind: 'sample', t: time, rss: y[i] ?? 0 })));
    expect(said).toHaveLength(1);
    expect((said[0]?.t ?? 0) - 63).toBeLessThanOrEqual(5);
    expect((said[0]?.step.kept ?? 0) / MB).toBeCloseTo(60, -1);
  });
});
