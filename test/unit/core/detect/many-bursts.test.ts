/** Rows of bursts of a known load, told by how they go on and end. */
import { describe, expect, it } from 'vitest';
import { judged, runOf } from './support';

describe('many bursts with rests too short for all to drain', () => {
  /** What each burst leaves beside what stays, megabytes: some of it drains with the next one only. */
  const draining = [0, 5, 1, 4, 6, 2, 4, 0, 5, 2, 6, 1];
  const bursts = draining.map((inUse, k) => ({
    connections: 32,
    requests: 800,
    peak: 60 + 4 * k,
    after: 12 + 4 * (k + 1) + inUse,
  }));

  it('are a leak where their levels lie on a line, though no two add alike', () => {
    const { verdict } = judged(runOf(bursts));
    expect(verdict.profile).toBe('leak');
  });

  it('are none where later ones add less', () => {
    const slower = bursts.map((burst, k) => ({
      ...burst,
      after: burst.after - 4 * k + 45 * Math.log2(1 + k / 4),
    }));
    expect(judged(runOf(slower)).verdict.profile).not.toBe('leak');
  });
});

it('many bursts that added on a line and then nothing filled a cache, though no two of them added alike', () => {
  const added = [13, 9, 15, 10, 8, 14, 15, 9, 12, 14, 0, 0, 0];
  let level = 7;
  const bursts = added.map((mb) => {
    level += mb;
    return { connections: 32, requests: 2200, peak: level + 6, after: level };
  });
  const { verdict } = judged(runOf(bursts));
  expect(verdict.profile).toBe('flat');
  expect(verdict.findings).toContain('saturated');
});

it('a cache that fills by the request is one, though a small first burst left too little to be seen', () => {
  const requests = [60, 600, 1200, 2000, 2000, 2000, 2000, 2000];
  const added = [0, 4.2, 8.5, 14, 14.1, 6, 0, 0];
  let level = 40;
  const bursts = added.map((mb, k) => {
    level += mb;
    return { connections: Math.min(100, 12 * 2 ** k), requests: requests[k] ?? 0, peak: level, after: level };
  });
  // as long as the rise: it goes on to the end of the burst
  const { verdict } = judged(runOf(bursts, { base: 40, burst: 1.6 }));
  expect(verdict.profile).toBe('flat');
  expect(verdict.findings).toContain('saturated');
});

describe('bursts after the one that added most, which did as much and added nothing', () => {
  const left = [9, 11, 16, 26, 46, 46, 46];

  it('show a ceiling where bodies grow from burst to burst, and fewer are answered in the same time', () => {
    const requests = [3400, 1650, 880, 590, 320, 380, 360];
    const bursts = left.map((after, k) => ({
      connections: 32,
      requests: requests[k] ?? 0,
      peak: after + 8,
      after,
    }));
    const { verdict } = judged(runOf(bursts));
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.reasons.map(({ code }) => code)).toContain('repeats-add-little');
  });

  it('show one after a ramp that nobody told of', () => {
    const bursts = left.map((after) => ({ peak: after + 8, after }));
    expect(judged(runOf(bursts)).verdict.profile).toBe('stair-step');
  });

  it('show none where they had fewer connections', () => {
    const bursts = left.map((after, k) => ({
      connections: k > 4 ? 2 : 32,
      requests: 900,
      peak: after + 1,
      after,
    }));
    expect(judged(runOf(bursts)).verdict.profile).not.toBe('stair-step');
  });
});

describe('bursts at the end that each add the same', () => {
  const left = (added: readonly number[]) => {
    let level = 7;
    return judged(
      runOf(
        added.map((mb) => {
          level += mb;
          return { connections: 32, requests: 900, peak: level + 6, after: level };
        }),
      ),
    ).verdict;
  };

  it('are a leak behind a cache that filled before them', () => {
    const verdict = left([60, 58, 41, 12, 13, 11.5, 12.5, 12, 12.4, 11.8]);
    expect(verdict.profile).toBe('leak');
    expect(verdict.reasons[0]?.text).toMatch(/^The last \d+ bursts added 1\d(\.\d+)? MB each/);
  });

  it('are one that begins late, though bursts before them did as much and left nothing', () => {
    expect(left([0, 0, 0, 40, 41, 39, 40, 42]).profile).toBe('leak');
  });

  it('are none where they add less and less', () => {
    expect(left([60, 40, 28, 21, 17, 14, 12, 10.5, 9.3, 8.4]).profile).not.toBe('leak');
  });
});

describe('a leak of as much for each request', () => {
  it('shows in the large bursts between small ones, though little of their rise is left', () => {
    const alternating = [64, 8, 64, 8, 64, 8, 64, 8];
    // a part of what a large one used drains only in the next
    const left = [44, 47, 92, 94, 138, 140, 185, 186];
    const bursts = alternating.map((connections, k) => ({
      connections,
      requests: connections === 64 ? 1890 : 238,
      peak: 20 + (left[k] ?? 0) + (connections === 64 ? 124 : 15),
      after: 20 + (left[k] ?? 0),
    }));
    expect(judged(runOf(bursts, { base: 20 })).verdict.profile).toBe('leak');
  });

  it.each([10, 5])('shows beside 300 MB that the first burst left, at %d MB a burst', (each) => {
    const work = [1480, 1455, 1459, 1510, 1418, 1442, 1439, 1450];
    const bursts = work.map((requests, k) => {
      const leaked = (each * work.slice(0, k + 1).reduce((a, b) => a + b, 0)) / 1450;
      return { connections: 32, requests, peak: 340 + leaked, after: 320 + leaked };
    });
    expect(judged(runOf(bursts, { base: 20 })).verdict.profile).toBe('leak');
  });
});

describe('equal bursts on what the first ones left', () => {
  const after = (gains: readonly number[]) =>
    gains.map((_, k) => 2 + gains.slice(0, k + 1).reduce((a, b) => a + b, 0));
  const equal = (gains: readonly number[]) =>
    after(gains).map((level) => ({ connections: 48, requests: 335, peak: level, after: level }));

  it('may hide a leak where they go on to add without a decline', () => {
    const { verdict } = judged(runOf(equal([216, 37, 9, 16, 17, 13, 16, 25, 7, 18])));
    expect(verdict).toMatchObject({ profile: 'stair-step', confidence: 0.6 });
    expect(verdict.reasons.map(({ code }) => code)).toContain('goes-on-beside');
    expect(verdict.missing.map(({ code }) => code)).toEqual(['more-repeats']);
    const none = judged(runOf(equal([193, 31, 23, 5, 0, 4, 8, 0, -8, 9]))).verdict;
    expect(none.reasons.map(({ code }) => code)).not.toContain('goes-on-beside');
  });

  it('leave a step each, however short their rests', () => {
    const gains = [362, 29, 40, 14, 24, 0, 0, 0, 0, 0];
    const { verdict } = judged(runOf(equal(gains), { burst: 3, rest: 1, tail: 15 }));
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps.map(({ kept }) => 10 * Math.round(kept / 1e7))).toEqual([360, 30, 40, 10, 20]);
  });
});

it('a small service that each burst made larger has moved, by however few megabytes', () => {
  const gains = [1.0, 1.3, 1.5, 1.1, 0.9, 1.1];
  const bursts = gains.map((_, k) => {
    const after = 4.7 + gains.slice(0, k + 1).reduce((a, b) => a + b, 0);
    return { connections: k < 2 ? 8 * (k + 1) : 32, requests: 9800, peak: after, after };
  });
  const { verdict } = judged(runOf(bursts, { base: 4.7 }));
  expect(verdict.profile).toBe('inconclusive');
  expect(verdict.missing.map(({ code }) => code)).toEqual(['larger-bursts']);
});

it('three repeats that added unlike amounts for their work are no leak', () => {
  // megabytes that a worker left whose batches were full at other moments each time
  const added = [1308, 545, 988, 627, 141, 167, 396];
  const work = [1436, 558, 1132, 1465, 630, 177, 1225];
  const connections = [8, 16, 32, 64, 64, 64, 64];
  const bursts = added.map((_, k) => {
    const after = 4 + added.slice(0, k + 1).reduce((a, b) => a + b, 0);
    return { connections: connections[k] ?? 64, requests: work[k] ?? 0, peak: after + 1, after };
  });
  expect(judged(runOf(bursts, { base: 4 })).verdict.profile).not.toBe('leak');
});

describe('steps of which a part goes back', () => {
  const run = (after: readonly number[]) =>
    judged(runOf(after.map((mb) => ({ connections: 32, requests: 900, peak: 130, after: mb })))).verdict;

  it('once, long after, are steps: a heap was trimmed and holds the rest', () => {
    const verdict = run([30, 80, 100, 101, 101, 101, 72]);
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps.some((step) => (step.givenBack ?? 0) > 0)).toBe(true);
  });

  it('again and again are no steps', () => {
    expect(run([40, 75, 100, 72, 99, 70, 100, 72]).profile).not.toBe('stair-step');
  });
});

it('a little that the first burst left is beside the point where far higher peaks all went back', () => {
  const peaks = [25, 40, 70, 110, 150, 150, 150];
  for (const known of [{}, { connections: 32, requests: 900 }]) {
    const { verdict } = judged(runOf(peaks.map((peak) => ({ ...known, peak, after: 22 }))));
    expect(verdict.profile).toBe('ragged');
  }
});

it('so is it where nothing of the load is known', () => {
  const peaks = [32, 60, 90, 120, 150, 150, 150, 150, 150];
  const run = runOf(peaks.map((peak) => ({ peak, after: 22 })));
  expect(judged(run.filter(({ kind }) => kind === 'sample')).verdict.profile).toBe('ragged');
});

it('so is it where the next one left a little more', () => {
  const peaks = [39, 70, 260, 340, 350, 345, 350, 348];
  const bursts = peaks.map((peak, k) => ({
    connections: Math.min(12, 3 * k + 1),
    requests: Math.min(520, 120 * k + 42),
    peak,
    after: k === 0 ? 37 : 44,
  }));
  expect(judged(runOf(bursts)).verdict.profile).toBe('ragged');
});

it('what a repeat adds that is a fortieth of all before is no step to look at', () => {
  const left = [37, 77, 127, 167, 171.4, 171.4, 171.4, 171.4];
  const bursts = left.map((after, k) => ({
    connections: Math.min(64, 8 * 2 ** k),
    requests: 900,
    peak: after + 30,
    after,
  }));
  expect(judged(runOf(bursts)).verdict.steps).toHaveLength(4);
});

it('a step of a hundredth of the level is beside the point', () => {
  const bursts = [1226, 1224, 1225, 1229, 1228, 1229, 1226].map((peak, k) => ({
    connections: 8,
    requests: 200,
    peak,
    after: k < 2 ? 1198 : 1209,
  }));
  const run = runOf(bursts, { base: 1198 });
  expect(judged(run).verdict.profile).toBe('flat');
  expect(judged(run.filter(({ kind }) => kind === 'sample')).verdict.profile).not.toBe('stair-step');
});

it('memory that follows a known load is no still one, though it moves by a sixteenth of its level', () => {
  const bursts = [264, 268, 274, 277, 277, 277].map((peak) => ({
    connections: 64,
    requests: 440,
    peak,
    after: 261,
  }));
  expect(judged(runOf(bursts, { base: 261 })).verdict.profile).toBe('ragged');
});

it('what the first burst of a leak left beyond its pace, as a warm-up does, is no step upon it', () => {
  const after = [30, 33, 36, 39, 42, 45, 48, 51];
  const { verdict } = judged(
    runOf(after.map((mb) => ({ connections: 32, requests: 900, peak: mb + 5, after: mb }))),
  );
  expect(verdict.profile).toBe('leak');
  expect(verdict.findings).not.toContain('steps-on-leak');
});
