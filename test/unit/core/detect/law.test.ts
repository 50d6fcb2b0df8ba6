/** By which law bursts go on to add: the high-water mark of random use, a leak, both, a first use, a cache. */
import { describe, expect, it } from 'vitest';
import { takeAccount } from '../../../../src/core/detect/bursts/account';
import { lawOf } from '../../../../src/core/detect/bursts/law';
import type { Evidence } from '../../../../src/core/detect/detector';
import { classifySeries } from '../../../../src/core/detect/index';
import type { Verdict } from '../../../../src/core/run/verdict';
import { judged, MB, runOf, samples, type TestBurst } from './support';

/** Bursts that left so many megabytes each, with `used` more at their height. */
function bursts(
  connections: readonly number[],
  requests: readonly number[],
  gains: readonly number[],
  used: number | ((connections: number) => number),
): TestBurst[] {
  let after = 7;
  return gains.map((gain, k) => {
    after += gain;
    const open = connections[k] ?? 64;
    const use = typeof used === 'number' ? used : used(open);
    return { connections: open, requests: requests[k] ?? 600, peak: after + use, after };
  });
}

const verdictOf = (all: readonly TestBurst[]) => judged(runOf(all)).verdict;
const codes = ({ reasons, missing }: Verdict) => [...reasons, ...missing].map(({ code }) => code);
const timesOnly = (evidence: readonly Evidence[]): Evidence[] =>
  evidence
    .filter(({ kind }) => kind !== 'load')
    .map((item) => (item.kind === 'phase' ? { ...item, connections: undefined } : item))
    .map((item) => JSON.parse(JSON.stringify(item)) as Evidence);

const RAMP = [24, 48, 96, 96, 96, 96];
const SAME_WORK = [600, 600, 600, 600, 600, 600];

/** What does not matter of an effect. */
const bare = {
  burst: 1,
  keptShare: 1,
  from: 0,
  to: 1,
  restEnd: 2,
  varied: false,
  weight: 600,
  evenness: 0,
  late: 0,
  dip: 0,
  height: Number.NaN,
};

describe('gains of equal bursts', () => {
  const effects = (gains: readonly number[]) => {
    const { verdict } = judged(runOf(bursts([64], [600], gains, 5)));
    return verdict.bursts.map((burst) => ({ ...bare, ...burst, connections: 64 }));
  };

  it.each([
    ['fade, as records do', [80, 40, 26, 20, 16], 'fading'],
    ['last', [20, 20, 21, 19, 20], 'lasting'],
    ['last on top of what fades', [70, 50, 46, 44, 43, 42], 'lasting'],
    ['are too uneven to tell', [60, 45, 10, 50, 12], 'unclear'],
    ['are too few to tell', [60, 30, 20], 'unclear'],
  ])('%s: %j', (_, gains, law) => expect(lawOf(effects(gains))).toBe(law));
});

it('bursts that added nothing stand among those that added, where they do not come before the first', () => {
  const scattered = (gains: readonly number[]) => {
    let before = 7;
    const effects = gains.map((gain) => {
      const effect = { ...bare, before, after: before + gain, peak: before + gain };
      before += gain;
      return effect;
    });
    return takeAccount(effects, () => 1).scattered;
  };
  expect(scattered([0.9, 5, 5, 6, 0])).toBe(false);
  expect(scattered([5, 0.9, 5, 6, 0])).toBe(true);
});

describe('high-water marks that are slow to come to their ceiling', () => {
  it('are a stair-step where the repeats add less and less, and no leak', () => {
    const verdict = verdictOf(bursts(RAMP, SAME_WORK, [141, 195, 238, 105, 66, 45], 20));
    expect(verdict.profile).toBe('stair-step');
    expect(codes(verdict)).toContain('repeats-add-little');
  });

  it('are a leak where the repeats go on to add as much', () => {
    expect(verdictOf(bursts(RAMP, SAME_WORK, [30, 60, 66, 64, 66, 65], 20)).profile).toBe('leak');
  });
});

describe('a leak far below what is in use', () => {
  const connections = [8, 16, 32, 64, 64, 64];
  const use = (open: number) => 1.6 * open;

  it('is told by two repeats, where all bursts added in proportion to their requests', () => {
    const requests = [202, 405, 804, 1602, 1606, 1580];
    const gains = requests.map((count) => 0.0089 * count);
    const verdict = verdictOf(bursts(connections, requests, gains, use));
    expect(verdict.profile).toBe('leak');
    expect((verdict.growthPerThousand ?? 0) / MB).toBeCloseTo(8.9, 0);
  });

  it('is none where the repeats added nothing', () => {
    const verdict = verdictOf(
      bursts(connections, [200, 400, 800, 1600, 1600, 1600], [2, 4, 7, 14, 0, 0], use),
    );
    expect(verdict.profile).not.toBe('leak');
  });

  it('is none where bursts left little of what they used, unevenly, and the first of the largest left nothing', () => {
    const verdict = verdictOf(
      bursts([8, 16, 16, 16, 16], [993, 1970, 1919, 1918, 1910], [9.7, -0.8, 2, 3.2, 1.8], 52),
    );
    expect(verdict.profile).toBe('ragged');
  });

  it('is told by three equal bursts that added the same', () => {
    const equal = bursts([19, 19, 19], [1136, 1137, 1150], [45.9, 46.2, 46.6], 25);
    expect(verdictOf(equal).profile).toBe('leak');
    expect(judged(timesOnly(runOf(equal))).verdict.profile).toBe('leak');
  });
});

describe('steps on top of a leak', () => {
  const work = [300, 600, 1200, 1200, 1200, 1200, 1200, 1200];
  const leak = work.map((requests) => 0.015 * requests);
  const steps = [10, 20, 40, 0, 0, 0, 0, 0];
  const both = leak.map((bytes, k) => bytes + (steps[k] ?? 0));
  const { verdict, steps: events } = judged(runOf(bursts([8, 16, 32, 32, 32, 32, 32, 32], work, both, 4)));

  it('are marked, with what they hold beyond the leak', () => {
    expect(verdict.profile).toBe('leak');
    expect(verdict.findings).toContain('steps-on-leak');
    expect(verdict.steps.map(({ burst }) => burst)).toEqual([1, 2, 3]);
    for (const [k, { kept }] of verdict.steps.entries()) expect(kept / MB).toBeCloseTo(steps[k] ?? 0, -0.7);
    expect(codes(verdict)).toContain('steps-on-leak');
  });

  it('stay open while the run goes on, where what the leak explains is retracted and said no more', () => {
    const during = events.filter(({ t }) => t < 90);
    const of = (wanted: string) =>
      new Set(during.filter(({ status }) => status === wanted).map(({ step }) => step.burst));
    expect([...of('retracted')]).toEqual([4, 5, 6]);
    expect([...of('provisional')]).not.toContain(8);
  });

  it('are none where the leak explains everything', () => {
    const { verdict } = judged(runOf(bursts([8, 16, 32, 32, 32, 32, 32, 32], work, leak, 4)));
    expect(verdict.profile).toBe('leak');
    expect(verdict.steps).toEqual([]);
  });

  it('leave a series of known times in question, and no stair-step', () => {
    const { profile } = judged(timesOnly(runOf(bursts([8], work, both, 4)))).verdict;
    expect(['inconclusive', 'leak']).toContain(profile);
  });
});

it('what moved by a few megabytes in all is flat, whatever it went with', () => {
  const few = bursts(
    [8, 16, 24, 40, 40, 40, 40],
    [2287, 4577, 6995, 10895],
    [1.1, 0.5, 0.4, 0.9, 0, 0, 0],
    0.2,
  );
  expect(verdictOf(few).profile).toBe('flat');
});

describe('what comes with the first use', () => {
  const once = bursts([8, 16, 32, 64, 64, 64, 64], [], [126, 0, 0, 0, 0, 0, 0], 0.5);

  it('is no fragmentation where eight times the connections add nothing', () => {
    const { verdict, steps } = judged(runOf(once));
    expect(verdict.profile).toBe('flat');
    expect(codes(verdict)).toContain('first-use');
    expect(steps.filter(({ status }) => status === 'confirmed')).toEqual([]);
  });

  it('is flat where it is few bytes, whatever is known of the load', () => {
    const few = runOf(bursts([16], [3168], [1.3, 0, 0, 0, 0, 0], 0.1));
    for (const evidence of [few, timesOnly(few)]) {
      const { verdict } = judged(evidence);
      expect(verdict.profile).toBe('flat');
      expect(codes(verdict)).toContain('first-use');
      expect(verdict.reasons[0]?.text).not.toContain('larger');
    }
  });

  it('is beside the point where far more came and went back', () => {
    const { profile } = verdictOf(
      bursts([8, 16, 16, 16, 16], [1500], [1.5, 0.7, 0, 0, 0], (open) => (open > 8 ? 90 : 0.2)),
    );
    expect(profile).toBe('ragged');
  });

  it('is beside the point where some of it went back, and far more came and went', () => {
    const some = bursts([12, 24, 24, 24, 24], [732, 1437], [48, -10, -2, -4, 4], (open) =>
      open > 12 ? 8 * open : 45,
    );
    expect(verdictOf(some).profile).toBe('ragged');
  });

  it('is left open where the connections are not known, with what would decide', () => {
    const { verdict } = judged(timesOnly(runOf(once)));
    expect(verdict.profile).toBe('inconclusive');
    expect(codes(verdict)).toContain('more-connections');
  });

  it('is a stair-step where more connections add more', () => {
    const more = bursts([8, 16, 32, 64, 64, 64, 64], [], [40, 30, 45, 60, 2, 0, 0], 10);
    expect(verdictOf(more).profile).toBe('stair-step');
  });
});

describe('a cache that fills under equal bursts', () => {
  /** Each request adds what is left of the cache, so that growth goes on all through a burst. */
  const filling = (seconds: number) => {
    const load = Array.from({ length: 7 }, (_, k): [number, number] => [5 + 12 * k, 11 + 12 * k]);
    const busy = (t: number) =>
      load.reduce((sum, [from, to]) => sum + Math.min(Math.max(t - from, 0), to - from), 0);
    return { ...samples(10, 100, (t) => 50 + 80 * (1 - Math.exp(-busy(t) / seconds))), load };
  };

  it('is bounded, and no stair-step', () => {
    const { profile, findings } = classifySeries(filling(5.4));
    expect(profile).toBe('flat');
    expect(findings).toContain('saturated');
  });

  it('is bounded where the allocator under it creeps on a little', () => {
    const added = [23.3, 22.2, 19.1, 4.3, 4.1, 3];
    const load = added.map((_, k): [number, number] => [5 + 10 * k, 9 + 10 * k]);
    const level = (t: number) =>
      added.reduce((sum, bytes, k) => sum + bytes * Math.min(1, Math.max(0, (t - 5 - 10 * k) / 4)), 4.5);
    const { profile, findings } = classifySeries({ ...samples(10, 85, level), load });
    expect(profile).toBe('flat');
    expect(findings).toContain('saturated');
  });

  const ofGains = (...gains: number[]) =>
    bursts(
      gains.map(() => 32),
      [],
      gains,
      45,
    );

  it('is bounded where equal bursts add in proportion to what is missing, also with far more in use', () => {
    const { profile, findings } = verdictOf(ofGains(19.9, 15.8, 11.3, 10.6, 8, 5.7, 4.2, 4.3, 2.4, 1.3));
    expect(profile).toBe('flat');
    expect(findings).toContain('saturated');
  });

  it('is none where gains fall as records do', () => {
    const records = Array.from({ length: 10 }, (_, k) => 30 / (k + 1) ** 1.4);
    expect(verdictOf(ofGains(...records)).profile).toBe('stair-step');
  });
});
