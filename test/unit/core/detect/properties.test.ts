/** What must not change an answer, and what may never happen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifySeries, createDetector, type Series } from '../../../../src/core/detect/index';
import type { Step, Verdict } from '../../../../src/core/run/verdict';
import { evidenceOf } from '../../../accuracy/evidence';
import { FAMILIES, TUNING_SEED } from '../../../corpus/generator/index';
import type { Labelled } from '../../../corpus/generator/labelled';
import { realise } from '../../../corpus/generator/model';
import { Random } from '../../../corpus/generator/random';

const RUNS = { seed: 20_261_123, numRuns: 40 };

/** Which series of the corpus: its family, its number, and whether its load is given. Short, so that a counterexample can be read. */
const which = fc.record({ family: fc.nat(FAMILIES.length - 1), n: fc.nat(5000), known: fc.boolean() });
type Which = { family: number; n: number; known: boolean };

function labelledOf({ family, n }: Which): Labelled {
  const random = new Random(TUNING_SEED + n);
  const model = FAMILIES[family]?.(random);
  if (model === undefined) throw new Error('no such family');
  return realise(`${model.family}-${n}`, model, random);
}

/** The series, where its shape can be told with what is given. */
function seriesOf(one: Which): Series {
  const { t, y, bursts, decidable } = labelledOf(one);
  fc.pre(decidable.unknown || one.known);
  const load = bursts.map((b): [number, number] => [b.from, b.to]);
  return one.known && load.length > 0 ? { t, y, load } : { t, y };
}

const moved = (s: Series, by: number): Series => ({
  t: s.t.map((t) => t + by),
  y: s.y,
  ...(s.load === undefined ? {} : { load: s.load.map(([a, b]): [number, number] => [a + by, b + by]) }),
});

const shape = (v: Verdict) => ({ profile: v.profile, steps: v.steps.map((s) => [s.startIndex, s.endIndex]) });

describe('an answer does not depend on', () => {
  it('the origin of time', () => {
    fc.assert(
      fc.property(which, fc.integer({ min: -1_000_000, max: 1_700_000_000 }), (one, by) => {
        const s = seriesOf(one);
        const there = classifySeries(moved(s, by));
        const here = classifySeries(s);
        expect(there.profile).toBe(here.profile);
        expect(there.steps).toHaveLength(here.steps.length);
      }),
      RUNS,
    );
  });

  it('how the samples come: one by one is as all at once', () => {
    fc.assert(
      fc.property(which, (one) => {
        const s = labelledOf(one);
        const evidence = evidenceOf(s, s.bursts.length > 0 ? 'everything' : 'nothing');
        const copies = [evidence, structuredClone(evidence)].map((items) => {
          const detector = createDetector();
          const events = items.flatMap((item) => detector.push(item));
          return { events, end: detector.finish() };
        });
        expect(copies[1]).toEqual(copies[0]);
      }),
      { ...RUNS, numRuns: 15 },
    );
  });

  it('a greater baseline, within reason', () => {
    fc.assert(
      fc.property(which, (one) => {
        const s = seriesOf(one);
        const here = classifySeries(s);
        const lift = 0.1 * Math.max(...s.y);
        const there = classifySeries({ ...s, y: s.y.map((y) => y + lift) });
        if (here.profile === 'stair-step' && here.confidence >= 0.85)
          expect(there.profile).toBe('stair-step');
        if (here.profile === 'leak' && here.confidence >= 0.85) expect(there.profile).toBe('leak');
      }),
      RUNS,
    );
  });

  it('the unit: all bytes scaled up keep shape and places', () => {
    fc.assert(
      fc.property(which, fc.integer({ min: 2, max: 4 }), (one, factor) => {
        const s = seriesOf(one);
        const here = classifySeries(s);
        const there = classifySeries({ ...s, y: s.y.map((y) => y * factor) });
        if (here.confidence >= 0.85 && here.profile !== 'flat') expect(there.profile).toBe(here.profile);
      }),
      RUNS,
    );
  });

  it('flat time at the end, of a stair-step', () => {
    fc.assert(
      fc.property(which, (one) => {
        const s = seriesOf(one);
        const here = classifySeries(s);
        if (here.profile !== 'stair-step' || here.confidence < 0.85) return;
        const last = s.t.at(-1) ?? 0;
        const interval = (last - (s.t[0] ?? 0)) / (s.t.length - 1);
        const more = Math.ceil(s.t.length / 5);
        const t = [...s.t, ...Array.from({ length: more }, (_, i) => last + (i + 1) * interval)];
        const y = [...s.y, ...Array.from({ length: more }, () => s.y.at(-1) ?? 0)];
        const there = classifySeries({ ...s, t, y });
        expect(shape(there).profile).toBe('stair-step');
        expect(there.steps.length).toBeGreaterThanOrEqual(here.steps.length - 1);
      }),
      RUNS,
    );
  });

  it('every second sample left out, where there are many', () => {
    fc.assert(
      fc.property(which, (one) => {
        const s = seriesOf(one);
        const here = classifySeries(s);
        if (here.confidence < 0.85 || s.t.length < 2000) return;
        const half = { ...s, t: s.t.filter((_, i) => i % 2 === 0), y: s.y.filter((_, i) => i % 2 === 0) };
        expect(classifySeries(half).profile).toBe(here.profile);
      }),
      RUNS,
    );
  });
});

describe('never', () => {
  it('changes a step once it is confirmed', () => {
    fc.assert(
      fc.property(which, (one) => {
        const s = labelledOf(one);
        const detector = createDetector();
        const confirmed = new Map<number, Step>();
        const events = evidenceOf(s, one.known && s.bursts.length > 0 ? 'everything' : 'nothing').flatMap(
          (e) => detector.push(e),
        );
        const { events: last, verdict } = detector.finish();
        for (const event of [...events, ...last]) {
          if (event.kind !== 'step') continue;
          expect(confirmed.has(event.step.id)).toBe(false);
          if (event.status === 'confirmed') confirmed.set(event.step.id, event.step);
        }
        for (const step of confirmed.values()) {
          const { givenBack: _, ...figures } = step;
          expect(verdict.steps.find((final) => final.id === step.id)).toMatchObject(figures);
        }
        expect(verdict.steps).toHaveLength(confirmed.size);
      }),
      RUNS,
    );
  });

  it('crashes or leaves a reason out, whatever the numbers', () => {
    const wild = fc
      .array(
        fc.tuple(
          fc.double({ min: 0.001, max: 1e7, noNaN: true }),
          fc.double({ min: 0, max: 1e16, noNaN: true }),
        ),
        { maxLength: 200 },
      )
      .map((steps): Series => {
        let t = 0;
        const times = steps.map(([dt]) => {
          t += dt;
          return t;
        });
        return {
          t: times,
          y: steps.map(([, y]) => y),
          load: [
            [t / 4, t / 3],
            [t / 2, (2 * t) / 3],
          ],
        };
      });
    fc.assert(
      fc.property(wild, fc.boolean(), (s, known) => {
        const verdict = classifySeries(known ? s : { t: s.t, y: s.y });
        expect(verdict.reasons.length).toBeGreaterThan(0);
        expect(verdict.next).not.toBe('');
        expect(verdict.confidence).toBeGreaterThanOrEqual(0);
        expect(verdict.confidence).toBeLessThanOrEqual(1);
        for (const step of verdict.steps) {
          expect(step.endIndex).toBeGreaterThan(step.startIndex);
          expect(step.endIndex).toBeLessThan(s.t.length);
          expect(step.kept).toBeGreaterThan(0);
        }
        for (const value of [verdict.baseline, verdict.peak, verdict.retained])
          expect(Number.isFinite(value)).toBe(true);
      }),
      { ...RUNS, numRuns: 150 },
    );
  });
});
