/** Series of more than one life, or that only look so, under a load of which the times are known. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../src/core/detect/detector';
import { classifySeries } from '../../../../src/core/detect/index';
import { decisive, type Judged } from '../../../../src/core/detect/judge/combine';
import { judgement } from '../../../../src/core/detect/judge/judgement';
import type { Life } from '../../../../src/core/detect/life/life';
import type { Verdict } from '../../../../src/core/run/verdict';
import { judged, runOf, samples } from './support';

/** Bursts of 4 s, 10 s apart. */
const load = Array.from({ length: 20 }, (_, k): [number, number] => [5 + 10 * k, 9 + 10 * k]);
const inBurst = (t: number) => load.some(([from, to]) => t >= from && t < to);

const restarts = ({ findings }: Verdict) => findings.includes('restarted');

describe('a restart', () => {
  it('that falls into a burst takes the usual baseline at its start, which is no step', () => {
    const level = (t: number) => (t < 104 ? 214 : Math.min(214, 21 + 80 * (t - 104)));
    const verdict = classifySeries({ ...samples(10, 215, level), load });
    expect(restarts(verdict)).toBe(true);
    expect(verdict.profile).toBe('flat');
    expect(verdict.steps).toEqual([]);
  });

  it('is still followed by the steps of its own life', () => {
    const steps = (t: number) =>
      60 * Math.min(1, Math.max(0, t - 125)) + 45 * Math.min(1, Math.max(0, t - 155));
    const level = (t: number) => (t < 104 ? 214 : Math.min(214, 21 + 80 * (t - 104)) + steps(t));
    const verdict = classifySeries({ ...samples(10, 215, level), load });
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps.map(({ kept }) => Math.round(kept / 5e6) * 5)).toEqual([60, 45]);
  });
});

it('threads that end while no sample is taken are no restart: memory had not gone far from where it began', () => {
  const bursts = Array.from({ length: 8 }, (_, k): [number, number] => [9 + 29 * k, 18 + 29 * k]);
  const level = (t: number) => (bursts.some(([from, to]) => t >= from && t < to + 10) ? 171 : 142);
  const { t, y } = samples(10, 245, level);
  const seen = t.map((time) => time < 110 || time > 118);
  const verdict = classifySeries({
    t: t.filter((_, i) => seen[i]),
    y: y.filter((_, i) => seen[i]),
    load: bursts,
  });
  expect(restarts(verdict)).toBe(false);
  expect(verdict.profile).toBe('ragged');
});

describe('a fall to where memory began, of what had grown all along', () => {
  const grown = (t: number) => (t < 100 ? 20 + 0.8 * t : 20);

  it('is no restart where samples come often: a new process would be seen to start', () => {
    const verdict = classifySeries(samples(10, 140, grown));
    expect(restarts(verdict)).toBe(false);
    expect(verdict.profile).not.toBe('stair-step');
  });

  it('is one where they come once a minute', () => {
    expect(restarts(classifySeries(samples(1 / 60, 140 * 60, (t) => grown(t / 60))))).toBe(true);
  });
});

describe('deploys of a service, in scrapes of a minute', () => {
  const DAY = 1440 * 60;
  const since = (t: number) => t % DAY;

  it.each([
    ['up', [300, 340, 400]],
    ['down', [400, 340, 290]],
    ['up and down', [320, 400, 330]],
  ])(
    'whose versions have levels of their own, %s, are flat, though each begins little below the last',
    (_, own) => {
      const level = (t: number) => (own[Math.floor(t / DAY)] ?? 0) * (1 - 0.35 * Math.exp(-since(t) / 120));
      const verdict = classifySeries(samples(1 / 60, 3 * DAY, level));
      expect(verdict.profile).toBe('flat');
      expect(restarts(verdict)).toBe(true);
    },
  );

  it('in the middle of its waves say nothing of what is kept: the life before came back from as much', () => {
    const wave = (t: number) => 200 + 100 * Math.cos((2 * Math.PI * t) / DAY);
    const level = (t: number) =>
      t < 1.5 * DAY ? wave(t) : wave(t) * (1 - 0.6 * Math.exp((1.5 * DAY - t) / 120));
    const verdict = classifySeries(samples(1 / 60, 2 * DAY, level));
    expect(restarts(verdict)).toBe(true);
    expect(verdict.profile).toBe('ragged');
  });

  it('are not seen where pods go and come: there were as few before', () => {
    const minutes: [until: number, pods: number][] = [
      [300, 2],
      [1500, 3],
      [1505, 2],
      [2100, 3],
    ];
    const level = (t: number) => 100 + 100 * (minutes.find(([until]) => t < until * 60)?.[1] ?? 3);
    expect(restarts(classifySeries(samples(1 / 60, 2100 * 60, level)))).toBe(false);
  });

  it('leave a last life that is too short to speak for the others', () => {
    const lived = (begin: number, end: number, profile: Verdict['profile']): Judged => ({
      life: { begin, end } as Life,
      judgement: judgement(profile, 0.6, {}),
    });
    const [main, short, half] = [
      lived(0, 1000, 'inconclusive'),
      lived(1000, 1040, 'flat'),
      lived(1040, 1500, 'flat'),
    ];
    expect(decisive([main, short])).toBe(main);
    expect(decisive([main, half])).toBe(half);
  });

  it('say nothing against a leak that came with one of them', () => {
    const level = (t: number) =>
      t < DAY
        ? 400 + 20 * Math.sin(t / 9000)
        : 100 + (200 * (t - DAY)) / DAY - 30 * Math.exp((DAY - t) / 120);
    expect(classifySeries(samples(1 / 60, 2 * DAY, level)).profile).toBe('leak');
  });
});

describe('a cache that each deploy empties, in scrapes of a minute', () => {
  const DEPLOY = 600 * 60;
  const filled = (t: number) =>
    100 * (1 - 0.4 * Math.exp(-(t % DEPLOY) / 180)) + Math.min(150, (t % DEPLOY) / 60);

  it('is full in each life, and level: a new process begins a little lower than the one before did', () => {
    const verdict = classifySeries(samples(1 / 60, 3 * DEPLOY, filled));
    expect(restarts(verdict)).toBe(true);
    expect(verdict.profile).toBe('flat');
    expect(verdict.findings).toContain('saturated');
  });

  it('is no restart where it is emptied again and again: that is a saw-tooth', () => {
    const emptied = (t: number) => 100 + ((t / 60) % 50) * 3 - (t % 3000 < 120 ? 5 : 0);
    expect(restarts(classifySeries(samples(1 / 60, DEPLOY, emptied)))).toBe(false);
  });
});

describe('a gap', () => {
  const level = (t: number) => (inBurst(t) ? 60 : 20);
  const without = (from: number, to: number) => {
    const { t, y } = samples(2, 215, level);
    const kept = t.map((time) => time <= from || time >= to);
    return { t: t.filter((_, i) => kept[i]), y: y.filter((_, i) => kept[i]), load };
  };

  it.each([
    ['the first burst', 8, 13],
    ['a later burst', 58, 63],
  ])('over the end of %s hides no restart: what the burst used went back', (_, from, to) => {
    const verdict = classifySeries(without(from, to));
    expect(restarts(verdict)).toBe(false);
    expect(verdict.profile).toBe('ragged');
  });

  it('over a fall to a level that memory came back to before hides none either, without a known load', () => {
    const { t, y } = without(58, 63);
    expect(restarts(classifySeries({ t, y }))).toBe(false);
  });
});

describe('memory that moves a little above what it keeps', () => {
  it('is kept, however often it moves: a queue that drains in each rest gives back no step', () => {
    const bursts = Array.from({ length: 6 }, (_, k) => 4 + 9 * k);
    const since = (t: number) => t - (bursts.findLast((from) => from <= t) ?? t);
    const level = (t: number) => (t < 4 ? 4 : since(t) > 5 ? 45 : 48) - (t > 13 && since(t) < 0.8 ? 4 : 0);
    const { t, y } = samples(20, 70, level);
    const evidence: Evidence[] = [
      ...t.map((time, i): Evidence => ({ kind: 'sample', t: time, rss: y[i] ?? 0 })),
      ...bursts.flatMap((from, k): Evidence[] => [
        { kind: 'phase', t: from, phase: 'burst', burst: k + 1, connections: 24 },
        { kind: 'load', t: from + 3, dt: 3, requests: 7500, errors: 0, non2xx: 0, sent: 0 },
        { kind: 'phase', t: from + 3, phase: 'rest', burst: k + 1 },
      ]),
    ].sort((a, b) => a.t - b.t);
    expect(judged(evidence).verdict.profile).toBe('stair-step');
  });

  it('is what a service takes at its first use, where that is little and comes once', () => {
    const bursts = Array.from({ length: 6 }, () => ({ connections: 24, requests: 900, peak: 13, after: 12 }));
    const { verdict } = judged(runOf(bursts));
    expect(verdict.profile).toBe('flat');
    expect(verdict.findings).toContain('saturated');
  });
});

describe('growth too small for its verdict', () => {
  it('asks for larger bursts where the plan has repeats enough', () => {
    const after = [9.5, 12, 16.5, 18, 22.5];
    const bursts = after.map((mb) => ({ connections: 24, requests: 900, peak: mb + 0.2, after: mb }));
    const { verdict } = judged(runOf(bursts));
    expect(verdict.profile).toBe('inconclusive');
    expect(verdict.missing.map(({ code }) => code)).toEqual(['larger-bursts']);
  });
});

describe('bursts that use much and hardly keep any', () => {
  it('are healthy, also where only a few of them left something', () => {
    // of 800 MB, 2 of 8 bursts leave some 30
    const left = (t: number) => (t > 5 ? 11 : 0) + (t > 35 ? 26 : 0);
    const verdict = classifySeries({
      ...samples(5, 85, (t) => 454 + left(t) + (inBurst(t) ? 780 : 0)),
      load: load.slice(0, 8),
    });
    expect(verdict.profile).toBe('ragged');
  });
});

describe('lives whose load is not known', () => {
  const HOUR = 3600;

  it('that each grow in a line until they end are those of a leak, however few samples they have', () => {
    const level = (t: number) => 130 + 4 * (t % 240);
    const verdict = classifySeries(samples(1 / 15, 2 * HOUR, level));
    expect(restarts(verdict)).toBe(true);
    expect(verdict.profile).toBe('leak');
    expect(verdict.reasons[0]?.code).toBe('grew-in-each-life');
  });

  it('that each warm up and then stand are none', () => {
    const level = (t: number) => 130 + 800 * Math.min(1, (t % 240) / 60);
    expect(classifySeries(samples(1 / 15, 2 * HOUR, level)).profile).not.toBe('leak');
  });

  it('of a day each show no bound where growth ended with the load of the day', () => {
    const grown = (hours: number) => 70 * Math.min(1, hours / 14);
    const level = (t: number) => (t % (24 * HOUR) < 120 ? 50 : 125 + grown((t % (24 * HOUR)) / HOUR));
    const verdict = classifySeries(samples(1 / 60, 4 * 24 * HOUR, level));
    expect(verdict.profile).toBe('inconclusive');
    expect(verdict.reasons.map(({ code }) => code)).toContain('ended-each-day');
    expect(verdict.missing.map(({ code }) => code)).toContain('longer-life');
  });

  it('of a day each show one where they stood for most of it', () => {
    const grown = (hours: number) => 70 * Math.min(1, hours / 4);
    const level = (t: number) => (t % (24 * HOUR) < 120 ? 50 : 125 + grown((t % (24 * HOUR)) / HOUR));
    expect(classifySeries(samples(1 / 60, 4 * 24 * HOUR, level)).profile).toBe('flat');
  });
});

it('a restart whose start is over within a bucket begins a life', () => {
  const bursts = Array.from({ length: 12 }, (_, k) => {
    const life = k < 5 ? k + 1 : k - 4;
    return { connections: 48, requests: 360, peak: 100 + 25 * life, after: 26 + 25 * life };
  });
  const died = 54.2;
  const run = runOf(bursts, { base: 26, burst: 4, rest: 6 }).map((item): Evidence => {
    if (item.kind !== 'sample' || item.t < died - 0.15 || item.t > died + 1.5) return item;
    return { ...item, rss: item.t < died ? 210e6 : 5e6 + 180e6 * Math.min(0.5, item.t - died) };
  });
  const { verdict } = judged(run);
  expect(restarts(verdict)).toBe(true);
  expect(verdict.profile).toBe('leak');
});
