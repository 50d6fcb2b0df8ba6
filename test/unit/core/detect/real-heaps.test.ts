/** What an examiner found with the real malloc of glibc under a virtual clock: megabytes at the end of each rest, and at the peaks. */
import { describe, expect, it } from 'vitest';
import { judged, runOf, type TestBurst } from './support';

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
