/** What an examiner found in recordings of services whose memory was known by construction: megabytes as they were recorded. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../src/core/detect/detector';
import { classifySeries } from '../../../../src/core/detect/index';
import { judged, MB, runOf, samples, type TestBurst } from './support';

/** Bursts of connections and requests, with what each reached and left. */
const bursts = (...all: [connections: number, requests: number, peak: number, after: number][]) =>
  all.map(([connections, requests, peak, after]): TestBurst => ({ connections, requests, peak, after }));

const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);

describe('a leak', () => {
  it('of connections shows where equal ones leave the same, though a busy machine answered unlike numbers of requests', () => {
    const { verdict } = judged(
      runOf(
        bursts(
          [8, 22422, 8.9, 8.1],
          [16, 15328, 19, 17.7],
          [32, 14365, 40.1, 38.8],
          [64, 15916, 81.9, 78],
          [64, 27334, 118.7, 115.5],
          [64, 23900, 158, 152.5],
          [64, 20033, 195, 190],
        ),
        { base: 3 },
      ),
    );
    expect(verdict.profile).toBe('leak');
    expect(verdict.reasons[0]?.text).toContain('for as many connections');
  });
});

it('dips of a heap that holds more at work with every burst of a ramp are no sign that it comes back', () => {
  const left = [95, 114, 194, 219, 309];
  const low = [4, 95, 108, 123, 203];
  const peak = [105, 129, 206, 303, 378];
  const level = (t: number) => {
    const k = Math.floor((t - 4) / 10);
    if (k < 0) return 4;
    const last = Math.min(k, left.length - 1);
    const into = t - 4 - 10 * last;
    if (into >= 4) return left[last] ?? 0;
    return into < 1 ? (low[last] ?? 0) : (peak[last] ?? 0);
  };
  const { t, y } = samples(20, 70, level);
  const evidence: Evidence[] = t.map((time, i) => ({ kind: 'sample', t: time, rss: y[i] ?? 0 }));
  [4, 8, 16, 32, 64].forEach((connections, k) => {
    const from = 4 + 10 * k;
    evidence.push({ kind: 'phase', t: from, phase: 'burst', burst: k + 1, connections });
    evidence.push({ kind: 'load', t: from + 3.9, dt: 3.8, requests: 55, errors: 0, non2xx: 0, sent: 0 });
    evidence.push({ kind: 'phase', t: from + 4, phase: 'rest', burst: k + 1 });
  });
  const { verdict } = judged(evidence.sort((a, b) => a.t - b.t));
  expect(verdict.profile).toBe('inconclusive');
  expect(codes(verdict.missing)).toContain('equal-bursts');
});

it('one burst of a known time is not taken for the start-up, so that memory came back to what it left', () => {
  const early = [
    4, 4, 4, 4, 187, 233, 331, 335, 347, 394, 395, 395, 395, 395, 396, 409, 379, 354, 356, 356, 356,
  ];
  const late = [
    356, 345, 345, 345, 345, 341, 341, 341, 342, 339, 354, 373, 373, 373, 373, 338, 338, 338, 338, 312,
  ];
  const levels = [...early, ...late, 328, 328, ...Array(20).fill(321)];
  const series = { t: levels.map((_, k) => 0.1 + 1.05 * k), y: levels.map((level) => level * MB) };
  expect(classifySeries({ ...series, load: [[3.1, 44.2]] }).profile).toBe('inconclusive');
  const alone = classifySeries(series);
  expect(alone.profile).toBe('inconclusive');
  expect(codes(alone.reasons)).toContain('early-rise');
  expect(codes(alone.reasons)).not.toContain('start-up');
});

it('a leak under a ramp that nobody told of is no staircase, though a busy machine answers less and less', () => {
  const gains = [41, 70, 82, 110, 30, 42, 32];
  const risen = (time: number, k: number) => Math.min(1, Math.max(0, (time - 3 - 8 * k) / 4));
  const { t, y } = samples(20, 80, (time) => gains.reduce((sum, gain, k) => sum + gain * risen(time, k), 4));
  const verdict = classifySeries({ t, y });
  expect(verdict.profile).toBe('inconclusive');
  expect(codes(verdict.reasons)).toContain('undecided');
});

it('lows at work that rise with every burst leave it open whether a service is healthy', () => {
  const lows = [10.4, 13.7, 14.3, 14.4, 15.9, 16.6, 19.7];
  const left = [16, 16.3, 14.4, 17.1, 16.5, 17.6, 19.9];
  const level = (time: number) => {
    const k = Math.floor((time - 4) / 10);
    if (k < 0) return 10.4;
    const at = Math.min(k, 6);
    return time - 4 - 10 * at < 2 ? (lows[at] ?? 0) : (left[at] ?? 0);
  };
  const { t, y } = samples(20, 90, level);
  const evidence: Evidence[] = t.map((time, i) => ({ kind: 'sample', t: time, rss: y[i] ?? 0 }));
  lows.forEach((_, k) => {
    const from = 4 + 10 * k;
    evidence.push({ kind: 'phase', t: from, phase: 'burst', burst: k + 1, connections: 8 });
    evidence.push({ kind: 'load', t: from + 3.9, dt: 3.8, requests: 1800, errors: 0, non2xx: 0, sent: 0 });
    evidence.push({ kind: 'phase', t: from + 4, phase: 'rest', burst: k + 1 });
  });
  expect(judged(evidence.sort((a, b) => a.t - b.t)).verdict.profile).toBe('inconclusive');
});

describe('what each of equal bursts left of its connections', () => {
  const stairs = (gains: readonly number[]) => (time: number) =>
    gains.reduce((sum, gain, k) => sum + (time >= 3 + 8 * k ? gain : 0), 4);

  it('is no staircase where it is as much to the last, however quick, and the load is not known', () => {
    const { t, y } = samples(20, 80, stairs([16.5, 13.3, 10, 11, 13.4, 8.3, 12]));
    expect(classifySeries({ t, y }).profile).toBe('inconclusive');
  });

  it('is not too unlike for a leak where a single one of many left less', () => {
    const { t, y } = samples(20, 80, stairs([15.1, 13.4, 15.1, 14.8, 14, 3.8, 12.6]));
    const load = [0, 1, 2, 3, 4, 5, 6].map((k): [number, number] => [3 + 8 * k, 7 + 8 * k]);
    expect(classifySeries({ t, y, load }).profile).not.toBe('stair-step');
    expect(classifySeries({ t, y }).profile).not.toBe('stair-step');
  });
});

it('bursts that added the same to the last are in question, though an allocator gave back once what they left out', () => {
  const left = [21.9, 23.9, 26.4, 28.5, 30.5, 24.9, 27.1];
  const all = left.map((after): [number, number, number, number] => [8, 2000, after + 0.2, after]);
  expect(judged(runOf(bursts(...all), { base: 17.8 })).verdict.profile).toBe('inconclusive');
  const twice = [21.9, 23.9, 26.4, 22.1, 24.2, 26.2, 21.8];
  const healthy = twice.map((after): [number, number, number, number] => [8, 2000, after + 4, after]);
  expect(judged(runOf(bursts(...healthy), { base: 17.8 })).verdict.profile).toBe('ragged');
});

it('what two connections left is a first use, and no fragmentation, where many times as many left their buffers only', () => {
  const { verdict } = judged(
    runOf(
      bursts(
        [2, 8147, 184, 181],
        [4, 8451, 183, 181],
        [8, 7536, 188, 184],
        [16, 7748, 190, 189],
        [32, 5622, 193, 187],
        [64, 5171, 195, 192],
      ),
      { base: 12 },
    ),
  );
  expect(verdict.profile).toBe('flat');
  expect(verdict.reasons[0]?.text).toContain('The first burst left 169 MB');
});

it('three repeats that fade after bursts that added more are no leak: a cache of 60 MB, and what glibc keeps beside it', () => {
  const { verdict } = judged(
    runOf(
      bursts(
        [4, 59, 87, 86],
        [8, 73, 194, 193],
        [16, 88, 357, 356],
        [32, 102, 491, 450],
        [32, 108, 557, 514],
        [32, 99, 616, 574],
        [32, 104, 627, 611],
      ),
      { base: 3 },
    ),
  );
  expect(verdict.profile).toBe('stair-step');
  expect(verdict.confidence).toBe(0.6);
});

it('requests that each leave the same are a leak, though the table that holds them doubled in one of few bursts', () => {
  const { verdict } = judged(
    runOf(
      bursts(
        [4, 5240, 341, 293],
        [8, 5241, 678, 577],
        [16, 10488, 1350, 1145],
        [32, 10802, 1513, 1512],
        [32, 10180, 2690, 2279],
        [32, 8370, 2564, 2563],
        [32, 9544, 2890, 2888],
      ),
      { base: 6 },
    ),
  );
  expect(verdict.profile).toBe('leak');
  expect(verdict.reasons[0]?.text).toContain('3 of 7 bursts added 325 MB each');
});

it('a leak says of how many bursts, the first among them, it is told', () => {
  const equal = [1, 2, 3, 4, 5, 6, 7].map((k): [number, number, number, number] => [
    16,
    900,
    5 + 16 * k,
    3 + 16 * k,
  ]);
  const { verdict } = judged(runOf(bursts(...equal), { base: 3 }));
  expect(verdict.reasons[0]?.text).toContain('All 7 bursts added 16 MB each');
});

it('memory that goes up and down near its peak to the end does not come back', () => {
  const { verdict } = judged(
    runOf(
      bursts(
        [4, 5009, 179, 178],
        [8, 7182, 276, 275],
        [16, 9035, 288, 254],
        [32, 9560, 280, 208],
        [32, 7876, 288, 274],
        [32, 8227, 293, 226],
        [32, 7967, 284, 249],
      ),
      { base: 5 },
    ),
  );
  expect(verdict.profile).toBe('stair-step');
  expect(verdict.confidence).toBeLessThanOrEqual(0.7);
});

it('memory that goes back from burst to burst comes back, be it above half its peak in the end', () => {
  const { verdict } = judged(
    runOf(bursts([64, 569, 335, 328], [64, 600, 329, 306], [64, 612, 315, 300], [64, 468, 310, 218]), {
      base: 7,
    }),
  );
  expect(verdict.profile).toBe('ragged');
});
