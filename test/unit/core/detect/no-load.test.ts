/** Series of which no load is known: days of scrapes, and a service that is busy from its start. */
import { describe, expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import { asWholes } from '../../../../src/core/detect/rises/neighbours';
import type { PlacedRise } from '../../../../src/core/detect/rises/place';
import { Random } from '../../../corpus/generator/random';
import { MB, samples } from './support';

const HOUR = 3600;

/** Megabytes of a job of some samples each, now and then, above everything else. */
function jobs(seed: number, size: number, every: number, tick: number): (t: number) => number {
  const random = new Random(seed);
  const begun = Array.from({ length: 2000 }, () => random.scale(0.1, 3) * every);
  const spans: [number, number][] = [];
  let t = 0;
  for (const wait of begun) {
    t += wait;
    spans.push([t, t + random.integer(1, 4) * tick]);
    t = spans.at(-1)?.[1] ?? t;
  }
  return (time) => (spans.some(([from, to]) => time >= from && time < to) ? size : 0);
}

const stairs = (...all: [hour: number, size: number][]) => {
  return (t: number) =>
    all.reduce((sum, [hour, size]) => sum + size * Math.min(1, Math.max(0, (t - hour * HOUR) / 60)), 0);
};

it('mornings in which a load grew for two hours are steps of a series of weeks', () => {
  const risen = (t: number, hour: number) => Math.min(1, Math.max(0, (t - hour * HOUR) / (2 * HOUR)));
  const verdict = classifySeries(
    samples(1 / 180, 260 * HOUR, (t) => 140 + 150 * risen(t, 33) + 60 * risen(t, 105) + 30 * risen(t, 153)),
  );
  expect(verdict.profile).toBe('stair-step');
  expect(verdict.steps.map((step) => Math.round(step.kept / MB))).toEqual([150, 60, 30]);
});

describe('stairs in a day of scrapes', () => {
  it.each([1, 3, 4, 5])('stand, though jobs come and go beside them (%i)', (seed) => {
    const random = new Random(seed);
    const job = jobs(seed, 127, 500, 10);
    const level = stairs([3, 60], [7, 25]);
    const verdict = classifySeries(
      samples(1 / 10, 26 * HOUR, (t) => 430 + level(t) + job(t) + 3 * random.unit()),
    );
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps.map((step) => 5 * Math.round(step.kept / MB / 5))).toEqual([60, 25]);
  });

  it.each([1, 2, 3, 4])('stand above the waves of each day, which are smaller (%i)', (seed) => {
    const job = jobs(seed, 20, 1800, 30);
    const level = stairs([40.4, 50]);
    const wave = (t: number) => 8 * Math.sin((2 * Math.PI * t) / (24 * HOUR));
    const verdict = classifySeries(samples(1 / 60, 51 * HOUR, (t) => 240 + level(t) + wave(t) + job(t)));
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(1);
  });
});

it.each([1, 2, 5])('steps that take as long as a burst of 12 s are steps, at %d samples a second', (hz) => {
  const risen = (t: number, from: number) => Math.min(1, Math.max(0, (t - from) / 12));
  const verdict = classifySeries(samples(hz, 200, (t) => 60 + 120 * risen(t, 40) + 80 * risen(t, 100)));
  expect(verdict.profile).toBe('stair-step');
  expect(verdict.steps).toHaveLength(2);
});

describe('bursts that use far more than they leave', () => {
  // a minute each, every 145 s, with 100 MB in use
  const bursts = (left: readonly number[]) => {
    const random = new Random(7);
    return samples(1, 145 * left.length + 60, (t) => {
      const ramped = (from: number, seconds: number) => Math.min(1, Math.max(0, (t - from) / seconds));
      const rises = left.map((size, k) => {
        const from = 145 * k + 40;
        const inUse = Math.min(ramped(from, 6), 1 - ramped(from + 60, 2));
        return size * ramped(from, 6) + 100 * inUse * random.between(0.85, 1);
      });
      return rises.reduce((sum, rise) => sum + rise, 60);
    });
  };

  it('leave steps, each from the level at which it began', () => {
    const verdict = classifySeries(bursts([150, 100, 70, 40, 20, 8, 0, 0, 0, 0]));
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps.map((step) => Math.round(step.kept / MB)).slice(0, 5)).toEqual([
      150, 100, 70, 40, 20,
    ]);
    expect(Math.round(verdict.baseline / MB)).toBe(60);
  });
});

it('a cache that is full has stopped, whatever saw goes on upon it', () => {
  const saw = (t: number) => 60 * ((t % 37) / 37);
  const verdict = classifySeries(samples(1, 924, (t) => 200 + 400 * Math.min(1, t / 250) + saw(t)));
  expect(verdict.profile).toBe('flat');
  expect(verdict.findings).toContain('saturated');
});

/** Memory that jobs of unlike sizes fill, one after another without a rest; megabytes. */
function filling(jobs: number, seconds: number): (t: number) => number {
  const random = new Random(8);
  const sizes = Array.from({ length: jobs }, () => random.between(14, 30));
  return (t) =>
    sizes.reduce((sum, size, k) => sum + size * Math.min(1, Math.max(0, t / seconds - k) / 0.6), 90);
}

it('what filled in one line and is full is a cache, of however many steps the line is made', () => {
  const verdict = classifySeries(samples(1 / 30, 36 * HOUR, filling(25, 880)));
  expect(verdict.profile).toBe('flat');
  expect(verdict.findings).toContain('saturated');
});

it('steps with plateaus between them are no such line, however evenly they come', () => {
  const level = stairs([1, 30], [1.5, 22], [2, 27], [2.5, 18], [3, 20], [3.5, 25]);
  const verdict = classifySeries(samples(1 / 30, 12 * HOUR, (t) => 90 + level(t)));
  expect(verdict.profile).not.toBe('flat');
});

it('rises that are each twice the one before, after twice the time, are those of a table that doubles', () => {
  const level = (t: number) =>
    130 + [75, 130, 241, 463].reduce((sum, at, k) => sum + (t >= at ? 35 * 2 ** k : 0), 0);
  const verdict = classifySeries(samples(1, 800, level));
  expect(verdict.profile).toBe('inconclusive');
  expect(verdict.reasons[0]?.code).toBe('doubling-rises');
});

it('rises that double after equal times are those of a ramp', () => {
  const level = (t: number) =>
    130 + [75, 130, 185, 240].reduce((sum, at, k) => sum + (t >= at ? 35 * 2 ** k : 0), 0);
  expect(classifySeries(samples(1, 800, level)).profile).toBe('stair-step');
});

describe('rises of which the last are alike, and then bursts that add nothing', () => {
  const profileOf = (added: readonly number[]) => {
    let level = 90;
    const left = added.map((mb) => (level += mb));
    return classifySeries(
      samples(5, 20 + 24 * added.length, (t) => {
        const k = Math.floor((t - 12) / 24);
        const before = left[k - 1] ?? 90;
        if (t < 12 || k >= left.length) return k < 0 || t < 12 ? 90 : (left.at(-1) ?? 0);
        const into = (t - 12) % 24;
        return into < 5 ? before + ((left[k] ?? 0) + 60 - before) * Math.min(1, into / 2) : (left[k] ?? 0);
      }),
    ).profile;
  };

  it('are stairs where the first were smaller, as under a ramp', () => {
    expect(profileOf([17, 26, 49, 50, 46, 0, 0, 0, 0])).toBe('stair-step');
  });

  it('may be a cache that filled where all are alike', () => {
    expect(profileOf([48, 49, 50, 46, 0, 0, 0, 0])).not.toBe('stair-step');
  });
});

describe('a page that is clicked through by hand', () => {
  const random = new Random(3);
  const times = Array.from({ length: 30 }, (_, k) => 10 + 12 * k + random.between(0, 8));
  const clicks = (size: (k: number) => number) => (t: number) =>
    times.reduce((sum, at, k) => sum + (t >= at ? size(k) : 0), 235 + (random.unit() < 0.1 ? 5 : 0));

  const profile = (size: (k: number) => number) => classifySeries(samples(0.5, 385, clicks(size))).profile;

  it('shows a leak where each click leaves as much, though memory stands still between them', () => {
    expect(profile(() => 21)).toBe('leak');
  });

  it('shows none where each leaves less', () => {
    expect(profile((k) => 160 / (k + 1))).not.toBe('leak');
  });
});

describe('bursts of minutes with short rests between them', () => {
  /** A service that is busy from its start on: 25 s of use that comes and goes, 5 s of rest, and what stays of each burst. */
  const busy = (left: readonly number[]) => {
    const random = new Random(5);
    const use = Array.from({ length: 2000 }, () => 20 + 40 * random.unit());
    return (t: number) => {
      const k = Math.min(left.length, Math.floor(t / 30));
      const stayed = left.slice(0, k).reduce((a, b) => a + b, 20);
      const into = t - 30 * k;
      const on = k < left.length && into < 25;
      return t < 0.5
        ? 4
        : stayed + (on ? (use[Math.floor(4 * t)] ?? 0) + ((left[k] ?? 0) * into) / 25 : (left[k] ?? 0));
    };
  };

  it('are a leak where each leaves as much, though far more than that goes back each time', () => {
    const verdict = classifySeries(samples(10, 160, busy([9, 9, 9, 9, 9])));
    expect(verdict.profile).toBe('leak');
  });

  it('are none where some leave nothing', () => {
    const verdict = classifySeries(samples(10, 190, busy([9, 0, 9, 0, 9, 0])));
    expect(verdict.profile).not.toBe('leak');
  });
});

it.each([[[100, 50, 25, 12, 6, 3]], [[100, 70, 50, 35, 24, 17]]])(
  'stairs that fade, each taken at once, are no cache that fills: %j',
  (sizes) => {
    const level = (t: number) =>
      sizes.reduce((sum, size, k) => sum + size * Math.min(1, Math.max(0, (t - 6 - 14 * k) / 0.6)), 60);
    const verdict = classifySeries(samples(10, 6 + 14 * sizes.length + 25, level));
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps.length).toBeGreaterThanOrEqual(sizes.length - 1);
  },
);

describe('weeks of scrapes', () => {
  it('show one step where memory rose over an hour, in pieces', () => {
    const pieces = [0, 300, 900, 1300, 2100, 2700, 3300].map((t): [number, number] => [50 + t / HOUR, 12]);
    const level = stairs(...pieces);
    const random = new Random(3);
    const verdict = classifySeries(samples(1 / 60, 168 * HOUR, (t) => 400 + level(t) + 2 * random.unit()));
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(1);
    expect((verdict.steps[0]?.kept ?? 0) / MB).toBeCloseTo(84, -1);
  });

  it('are flat where each new process dips and is back where the one before it was', () => {
    const verdict = classifySeries(
      samples(
        1 / 30,
        48 * HOUR,
        (t) => ((Math.floor(t / 30) + 400) % 800 < 4 ? 230 : 290) + (Math.floor(t / 30) % 3),
      ),
    );
    expect(verdict.profile).toBe('flat');
  });

  it('are a staircase where some nights leave something and others nothing', () => {
    const left = [60, 0, 0, 90, 0, 100, 0, 0, 140, 0];
    const nightly = left.map((size, night): [number, number] => [24 * night + 3, size]);
    const level = stairs(...nightly);
    const job = (t: number) => (t % (24 * HOUR) > 3 * HOUR && t % (24 * HOUR) < 3.6 * HOUR ? 120 : 0);
    const verdict = classifySeries(samples(1 / 60, 240 * HOUR, (t) => 800 + level(t) + job(t)));
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(4);
  });
});

describe('slow moves of days', () => {
  const pieces = (count: number): PlacedRise[] =>
    Array.from({ length: count }, (_, k) => ({
      from: 100 * k,
      to: 100 * k + 20,
      start: HOUR * k,
      end: HOUR * k + 1200,
      before: 10 * k,
      after: 10 * (k + 1),
      startup: false,
    }));
  const WEEK = 168 * HOUR;

  it('are one rise where they come in pieces, and a slope where there is no end of them', () => {
    expect(asWholes(pieces(4), 60, WEEK)).toMatchObject([{ start: 0, before: 0, after: 40 }]);
    expect(asWholes(pieces(40), 60, WEEK)).toHaveLength(40);
    expect(asWholes(pieces(4), 1, WEEK)).toHaveLength(4);
  });

  it('of jobs that map a file, hold it and let it go, are no lives of a process', () => {
    const job = (t: number) => {
      const into = t % 300;
      return into < 110 ? 0 : into < 250 ? (160 * (into - 110)) / 140 : 160;
    };
    const verdict = classifySeries(samples(1 / 3, 1500, (t) => 355 + job(t)));
    expect(verdict.profile).toBe('ragged');
    expect(verdict.findings).not.toContain('restarted');
  });
});

describe('alike rises and one that is far larger', () => {
  const heaps = (...sizes: number[]) => {
    const rises = sizes.map((size, k) => ({ at: 10 + 20 * k, size }));
    const level = (t: number) =>
      rises.reduce((sum, { at, size }) => sum + size * Math.min(1, Math.max(0, (t - at) / 0.2)), 100);
    return classifySeries(samples(4, 200, level));
  };

  it('are stairs where that one came last and all is still since, as huge pages are taken', () => {
    expect(heaps(60, 60, 60, 120).profile).toBe('stair-step');
  });

  it('may be a leak or a cache where the last was no larger, or came a short while ago', () => {
    expect(heaps(120, 60, 60, 60).profile).toBe('inconclusive');
    expect(heaps(60, 60, 60, 60, 60, 60, 120).profile).not.toBe('stair-step');
  });
});

describe('the second day of an export, up to the level of the first', () => {
  // up within an hour at eight, down at eight in the evening
  const day = (t: number) => {
    const hour = (t / HOUR) % 24;
    return Math.max(0, Math.min(1, hour - 8, 20 - hour));
  };
  const until = (hours: number) =>
    classifySeries(samples(1 / 60, hours * HOUR, (t) => 150 + 200 * (t < 41 * HOUR ? day(t) : 1))).profile;

  it.each([35, 38, 41])('is no step while it has not stood for longer (%i h)', (hours) => {
    expect(until(hours)).toBe('ragged');
  });

  it('is one where it stood for longer, and through the night', () => {
    expect(until(70)).toBe('stair-step');
  });
});

describe('many steps of a day', () => {
  const steps = (sizes: readonly number[]) =>
    classifySeries(
      samples(
        1 / 60,
        (sizes.length + 1) * HOUR,
        stairs(...sizes.map((size, k): [number, number] => [k + 1, size])),
      ),
    );

  it('that do not get smaller are left open', () => {
    const verdict = steps([170, 70, 72, 40, 70, 43, 31, 44, 42, 71, 60, 50, 41, 69]);
    expect(verdict.profile).toBe('inconclusive');
    expect(verdict.reasons[0]?.code).toBe('equal-rises');
  });

  it('that do are a stair-step', () => {
    expect(steps([170, 110, 82, 70, 50, 43, 31, 24, 22, 15, 12]).profile).toBe('stair-step');
  });
});

it('small rises in the course of a long burst are the tail of its step, by what is usual between large ones', () => {
  const rises = [0, 1, 2, 3].flatMap((k): [number, number][] => [
    [30 + 41 * k, 60 - 8 * k],
    [38 + 41 * k, 9],
    [44 + 41 * k, 6],
  ]);
  const level = (t: number) =>
    rises.reduce((sum, [at, size]) => sum + size * Math.min(1, Math.max(0, t - at)), 40);
  const verdict = classifySeries(samples(5, 300, level));
  expect(verdict.profile).toBe('stair-step');
  expect(verdict.steps.map(({ kept }) => Math.round(kept / MB))).toEqual([75, 67, 59, 51]);
});
