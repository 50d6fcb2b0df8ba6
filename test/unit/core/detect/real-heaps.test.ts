/** What an examiner found with the real malloc of glibc under a virtual clock: megabytes at the end of each rest, and at the peaks. */
import { describe, expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import { judged, MB, runOf, samples, type TestBurst } from './support';

/** Bursts of connections with what each reached and left; requests go with the connections, up to `most`. */
const bursts = (...all: [connections: number, peak: number, after: number][]): TestBurst[] =>
  all.map(([connections, peak, after]) => ({ connections, requests: 12 * connections, peak, after }));

const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);

describe('a leak under bursts of unlike size, what small ones leave fitting into holes of the heap', () => {
  it('shows in the levels, large and small in turn', () => {
    const inTurn = bursts(
      [64, 87, 85],
      [8, 86, 86],
      [64, 101, 101],
      [8, 102, 102],
      [64, 125, 125],
      [8, 125, 125],
      [64, 136, 136],
      [8, 136, 136],
      [64, 159, 159],
      [8, 159, 157],
    );
    expect(judged(runOf(inTurn, { base: 22 })).verdict.profile).toBe('leak');
  });

  it('leaves a doubt where the large ones add unevenly', () => {
    const uneven = bursts(
      [64, 84, 83],
      [8, 83, 82],
      [64, 116, 116],
      [8, 116, 114],
      [64, 130, 130],
      [8, 130, 129],
      [64, 136, 135],
      [8, 135, 135],
      [64, 155, 153],
      [8, 155, 154],
    );
    const { verdict } = judged(runOf(uneven, { base: 21 }));
    expect(verdict.confidence).toBeLessThanOrEqual(0.6);
    expect(codes(verdict.reasons)).toContain('goes-on-beside');
  });
});

describe('memory that never fell, though every burst borrowed far more than it left', () => {
  const [left, borrowed] = [[181, 225, 258, 273, 280, 280, 280, 280], 200];
  const ramp = [8, 16, 32, 48, 64, 64, 64, 64];
  const run = runOf(
    bursts(...left.map((after, k): [number, number, number] => [ramp[k] ?? 64, after + borrowed, after])),
    { base: 80 },
  );

  it('is a staircase under a load that is known', () => {
    expect(judged(run).verdict.profile).toBe('stair-step');
  });

  it('is one where the load is not known', () => {
    const samples = run.filter(({ kind }) => kind === 'sample');
    expect(judged(samples).verdict.profile).toBe('stair-step');
  });

  it('is ragged where it fell again', () => {
    const fell = left.map((after, k) => (k % 2 === 1 ? after - 60 : after));
    const others = bursts(
      ...fell.map((after, k): [number, number, number] => [ramp[k] ?? 64, 280 + borrowed, after]),
    );
    expect(judged(runOf(others, { base: 80 })).verdict.profile).toBe('ragged');
  });
});

describe('levels that go up and down by chance, as a collector leaves them', () => {
  const left = [81, 127, 108, 150, 127, 106, 151, 140, 197, 176];
  const run = (peaks: readonly number[]) =>
    judged(
      runOf(bursts(...left.map((after, k): [number, number, number] => [48, peaks[k] ?? 0, after])), {
        base: 31,
      }),
    ).verdict;

  it('hide no leak whose bursts peak on a line', () => {
    const verdict = run([179, 188, 201, 211, 222, 233, 243, 253, 264, 275]);
    expect(verdict.profile).toBe('leak');
    expect(verdict.reasons[0]?.text).toMatch(/^The peaks of bursts/);
  });

  it('are none where the peaks level off', () => {
    expect(run([179, 188, 201, 211, 216, 214, 217, 215, 217, 216]).profile).not.toBe('leak');
  });
});

describe('bursts of fewer connections after larger ones, whose requests nobody counted', () => {
  const connections = [8, 16, 32, 64, 64, 48, 32, 16, 48, 24];
  const load = connections.map((count, k): [number, number, number] => [10 + 20 * k, 18 + 20 * k, count]);
  const risen = (t: number, gains: readonly number[]) =>
    gains.reduce((sum, gain, k) => sum + gain * Math.min(1, Math.max(0, (t - 10 - 20 * k) / 8)), 40);
  const verdict = (gains: readonly number[]) =>
    classifySeries({ ...samples(5, 240, (t) => risen(t, gains)), load }).profile;

  it('are a leak where they add by their connections, too', () => {
    const uneven = [1.06, 0.95, 1.02, 0.93, 1.07, 1.04, 0.94, 1.05, 0.97, 1.03];
    expect(verdict(connections.map((count, k) => 0.5 * count * (uneven[k] ?? 1)))).toBe('leak');
  });

  it('are none where they find room', () => {
    expect(verdict([20, 15, 22, 30, 6, 0, 0.5, 0, 0.4, 0])).toBe('stair-step');
  });
});

it.each([
  ['unevenly', [17, 370, -12, 523, 270, 132, 281, 3, 264, 369, 0, 3]],
  ['evenly to the end', [150, 160, 5, 150, 170, 4, 160, 150, 165, 158]],
])(
  'equal bursts of which some add nothing, and later ones as much as before, are no leak: %s',
  (_, gains) => {
    let level = 200;
    const all = gains.map((gain): [number, number, number] => {
      level += gain;
      return [32, level + 60, level];
    });
    expect(judged(runOf(bursts(...all), { base: 200 })).verdict.profile).toBe('stair-step');
  },
);

it('a leak that begins late is one, though bursts before it added nothing', () => {
  const late = [0, 0, 0, 40, 40, 41, 39, 40, 40].map((_, k, all): [number, number, number] => {
    const level = 100 + all.slice(0, k + 1).reduce((a, b) => a + b, 0);
    return [32, level + 30, level];
  });
  expect(judged(runOf(bursts(...late), { base: 100 })).verdict.profile).toBe('leak');
});

it('three even repeats after a ramp that added far more are a leak with a doubt: pure fragmentation did so', () => {
  const gains = [92, 61, 55, 43, 39, 21, 26, 23];
  const ramp = [8, 16, 32, 48, 64, 64, 64, 64];
  let level = 20;
  const all = gains.map((gain, k): TestBurst => {
    level += gain;
    return { connections: ramp[k] ?? 64, requests: 200, peak: level + 9, after: level };
  });
  const { verdict } = judged(runOf(all, { base: 20 }));
  expect(verdict.confidence).toBe(0.6);
  expect(codes(verdict.reasons)).toContain('few-repeats');
  expect(codes(verdict.missing)).toContain('more-repeats');
});

it('a heap whose holes are taken up again has not come back, where its allocator returns nothing with time', () => {
  const gains = [39, 2.3, -3.2, 11.1, -5.8, 3.3, 3, 1.3, 0, 1.7, -3.8, 4.5, -3.6, 1.5];
  const layout = { base: 10, baseline: 4, burst: 6, rest: 6 };
  let level = layout.base;
  const all = gains.map((gain): [number, number, number] => {
    level += gain;
    return [32, level + 5, level];
  });
  const into = (t: number) => (t - layout.baseline) % (layout.burst + layout.rest);
  const dips = runOf(bursts(...all), layout).map((item) =>
    item.kind === 'sample' && item.t > 15 && into(item.t) > 0 && into(item.t) < 2
      ? { ...item, rss: item.rss - 8 * MB }
      : item,
  );
  const said = (trimsOnly: boolean) => judged(dips, { trimsOnly }).verdict.profile;
  expect(said(true)).toBe('stair-step');
  expect(said(false)).toBe('ragged');
});
