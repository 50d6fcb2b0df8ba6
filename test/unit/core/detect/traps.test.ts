/** The measured tables of real runs, turned into series: what detection must come to on each. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../src/core/detect/detector';
import { judged, LAYOUT, MB, runOf, type TestBurst } from './support';

const RAMP = [8, 16, 32, 48, 64, 64];

function table(connections: readonly number[], text: string, requests?: number): TestBurst[] {
  return text.split(' ').map((pair, k) => {
    const [peak = 0, after = 0] = pair.split('/').map(Number);
    return {
      connections: connections[k] ?? 64,
      peak,
      after,
      ...(requests === undefined ? {} : { requests }),
    };
  });
}

const same = (count: number) => Array.from({ length: count }, () => 64);

describe('a leak under batches is a staircase too', () => {
  const kept = [1083, 1101, 1129, 1129, 1129, 1132, 1132, 1132, 1132, 1132, 1132];
  const glibc = kept.map((after): TestBurst => ({ connections: 64, requests: 340, peak: after + 60, after }));

  it('glibc under eleven equal bursts is a stair-step that has met its ceiling', () => {
    const { verdict } = judged(runOf(glibc));
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps[0]).toMatchObject({ burst: 1 });
    expect(verdict.steps[0]?.kept).toBeGreaterThan(1050e6);
    expect(verdict.reasons.map((reason) => reason.code)).toContain('repeats-add-little');
  });

  it('a service that keeps its bodies, 16 MB after every burst, is a leak without a step', () => {
    const bursts = Array.from({ length: 11 }, (_, k): TestBurst => {
      const after = 7 + 16 * (k + 1);
      return { connections: 64, requests: 340, peak: after + 40, after };
    });
    const { verdict } = judged(runOf(bursts));
    expect(verdict.profile).toBe('leak');
    expect(verdict.steps).toEqual([]);
    expect(verdict.growthPerThousand).toBeCloseTo(16e6 / 0.34, -6);
    expect(verdict.next).toContain('No allocator will help');
  });

  it('while the connections ramp up the two cannot be told apart, and the verdict says what would decide', () => {
    const ramp = table([8, 16, 32, 48, 64], '60/47 100/87 140/127 180/167 220/207', 340);
    const { verdict } = judged(runOf(ramp));
    expect(verdict.profile).toBe('inconclusive');
    expect(verdict.missing.map((missing) => missing.code)).toContain('equal-bursts');
    expect(verdict.next).toContain('bursts of the same size');
  });

  it('the ramp of glibc without repeats is a stair-step or abstained from, never a leak', () => {
    const { verdict } = judged(runOf(table(RAMP, '214/177 321/268 551/427 698/603 847/810 1040/953', 330)));
    expect(['stair-step', 'inconclusive']).toContain(verdict.profile);
  });
});

describe('healthy memory under a ramp looks like a leak', () => {
  it('jemalloc that is trimmed at rest, and keeps a little of the first bursts, follows the load', () => {
    const trimmed = '16/5.4 26/10 41/14.5 63/20.2 61/18.9 64/19.5 61/19.3';
    const { verdict } = judged(runOf(table([4, 8, 16, 32, 32, 32, 32], trimmed, 5000), { base: 4.5 }));
    expect(verdict.profile).toBe('ragged');
  });

  it('jemalloc that keeps a seventh of what equal bursts need follows the load', () => {
    const equal = '64/16.5 63/17 63/16.1 64/15.8 63/19.1';
    const { verdict } = judged(runOf(table(same(5), equal, 3500), { base: 4.5 }));
    expect(verdict.profile).toBe('ragged');
  });

  it('jemalloc whose floor creeps up follows the load', () => {
    const bursts = table(
      [...RAMP, 64, 64],
      '302/224 440/285 533/363 798/419 990/541 1038/472 1030/490 1035/478',
      500,
    );
    const { verdict } = judged(runOf(bursts));
    expect(verdict.profile).toBe('ragged');
    expect(verdict.findings).toContain('not-decayed');
    expect(verdict.steps).toEqual([]);
  });

  it('the same six bursts alone are no stair-step and no leak either', () => {
    const { verdict } = judged(runOf(table(RAMP, '302/224 440/285 533/363 798/419 990/541 1038/472', 500)));
    expect(['ragged', 'inconclusive']).toContain(verdict.profile);
  });

  it('jemalloc with its background thread comes all the way down', () => {
    const bursts = table(RAMP, '297/7 360/9 637/12 972/15 866/16 929/16', 500);
    const { verdict } = judged(runOf(bursts, { rest: 14 }));
    expect(verdict.profile).toBe('ragged');
    expect(verdict.steps).toEqual([]);
  });
});

describe('other allocators', () => {
  it('pages that go back as soon as the load comes again are not kept for good', () => {
    const rested = runOf(table(same(5), '120/80 122/81 121/80 123/81 122/81', 120));
    const evidence = rested.map((item) => {
      const into = item.t - 4 - 10 * Math.floor((item.t - 4) / 10);
      const dips = item.kind === 'sample' && item.t > 14 && item.t < 54 && into < 1.2;
      return dips ? { ...item, rss: 40 * MB } : item;
    });
    const { verdict } = judged(evidence);
    expect(verdict.profile).toBe('ragged');
    expect(verdict.reasons[0]?.code).toBe('given-back-at-work');
  });

  it('one arena keeps what it took in the first burst', () => {
    const { verdict } = judged(runOf(table(same(5), '613/596 693/629 662/646 664/646 665/646', 120)));
    expect(verdict.profile).toBe('stair-step');
  });

  it('pinned thresholds keep it too', () => {
    const { verdict } = judged(runOf(table(same(5), '1044/907 1004/927 1009/987 1010/987 1011/987', 350)));
    expect(verdict.profile).toBe('stair-step');
  });

  it('a preloaded jemalloc that gives half of each burst back is not a leak', () => {
    const { verdict } = judged(runOf(table(same(5), '767/493 907/471 958/537 930/500 940/510', 540)));
    expect(['ragged', 'stair-step', 'inconclusive']).toContain(verdict.profile);
  });
});

/** The times of the load alone. */
function withoutWork(item: Evidence): Evidence {
  if (item.kind === 'phase') return { kind: 'phase', t: item.t, phase: item.phase };
  return item.kind === 'load' ? { ...item, requests: 0 } : item;
}

describe('growth that no single burst shows', () => {
  it('24 bursts that keep 0.6 MB each, less than counts, are a leak', () => {
    const bursts = Array.from({ length: 24 }, (_, k): TestBurst => {
      const after = 4 + 0.6 * (k + 1);
      return { connections: 16, requests: 2000, peak: after, after };
    });
    const { verdict } = judged(runOf(bursts, { base: 4 }));
    expect(verdict.profile).toBe('leak');
    expect(verdict.steps).toEqual([]);
  });

  it('so they are under 60 MB in use', () => {
    const bursts = Array.from({ length: 30 }, (_, k): TestBurst => {
      const after = 20 + 1.5 * (k + 1);
      return { connections: 16, requests: 2000, peak: after + 60, after };
    });
    expect(judged(runOf(bursts, { base: 20 })).verdict.profile).toBe('leak');
  });

  it('a few megabytes of first use are flat, and nobody says that they came back', () => {
    const bursts = table(same(7), '3.7/3.7 4/3.9 4.5/4.5 5.4/5.3 6/6 6.2/6.2 6.8/6.8', 90_000);
    const { verdict } = judged(runOf(bursts, { base: 3.5 }));
    expect(verdict.profile).toBe('flat');
    expect(verdict.reasons.map(({ code }) => code)).not.toContain('came-back');
  });

  it.each([0, 130])('growth by the clock is a leak of no request, with %i MB in use', (inUse) => {
    const bursts = Array.from(
      { length: 7 },
      (): TestBurst => ({ connections: 64, requests: 90, peak: 4 + inUse, after: 4 }),
    );
    const growing = runOf(bursts, { base: 4 }).map((item) =>
      item.kind === 'sample' ? { ...item, rss: item.rss + Math.round(0.3 * MB * item.t) } : item,
    );
    const { verdict } = judged(growing);
    expect(verdict.profile).toBe('leak');
    expect(verdict.steps).toEqual([]);
    expect(verdict.reasons[0]?.code).toBe('grows-by-the-clock');
  });

  it.each([
    [0.1, 'stair-step', false],
    [0.6, 'stair-step', true],
    [2, 'leak', true],
  ] as const)(
    'of %d MB/s by the clock, beside the steps of bursts, is said, and is none of theirs',
    (pace, profile, told) => {
      const left = [60, 100, 130, 150, 150, 150, 150];
      const bursts = left.map((after, k): TestBurst => {
        const connections = Math.min(64, 8 * 2 ** k);
        return { connections, requests: 20 * connections, peak: 104 + after, after: 100 + after };
      });
      const growing = runOf(bursts, { base: 100 }).map((item) =>
        item.kind === 'sample' ? { ...item, rss: item.rss + Math.round(pace * MB * item.t) } : item,
      );
      for (const known of [growing, growing.map(withoutWork)]) {
        const { verdict } = judged(known);
        expect(verdict.profile).toBe(profile);
        expect(verdict.steps.map((step) => step.burst)).toEqual([1, 2, 3, 4]);
        expect(verdict.findings.includes('steps-on-leak')).toBe(told);
        expect(verdict.reasons.map(({ code }) => code)).toContain('grows-by-the-clock');
      }
    },
  );

  it('growth in the tail alone is neither: it asks for a longer one', () => {
    const { verdict } = judged(
      runOf(table(same(7), '60/8 60/9 61/9 60/9 60/9 61/9 60/9', 300), { tail: 40 }).map((item) =>
        item.kind === 'sample' && item.t > 70 ? { ...item, rss: item.rss + MB * (item.t - 70) } : item,
      ),
    );
    expect(verdict.profile).toBe('inconclusive');
    expect(verdict.missing[0]?.code).toBe('long-rest');
  });

  it('memory that more of is held at work each time is not given back, though an idle allocator returns some', () => {
    const dips = [0, 0, 0, 0, 34, 50, 32];
    const bursts = table(same(7), '60/51 97/97 154/149 227/227 284/269 281/279 310/296', 2700);
    const { burst, rest, baseline } = LAYOUT;
    const dipped = runOf(bursts, { base: 6 }).map((item) => {
      if (item.kind !== 'sample') return item;
      const into = (item.t - baseline) % (burst + rest);
      const dip = dips[Math.floor((item.t - baseline) / (burst + rest))] ?? 0;
      return into >= 0 && into < 0.5 ? { ...item, rss: item.rss - dip * MB } : item;
    });
    expect(judged(dipped).verdict.profile).toBe('inconclusive');
  });

  it('glibc on a busy machine, where one repeat added nothing and the next one again, is no leak', () => {
    const recorded = '220/194 310/294 420/403 625/599 720/678 730/678 868/838';
    const { verdict } = judged(runOf(table([8, 16, 32, 64], recorded, 310), { base: 4 }));
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.confidence).toBeLessThan(0.8);
    expect(verdict.reasons.map(({ code }) => code)).toContain('bursts-add-unlike');
  });

  it('repeats that go on adding have met no ceiling', () => {
    const bursts = table([8, 16, 32, 64], '106/101 126/109 120/116 138/133 147/141 151/151 186/163', 12_000);
    expect(judged(runOf(bursts, { base: 4 })).verdict.profile).not.toBe('stair-step');
  });
});
