/** The examiner's set is sound: the same each time, in order, and of every shape. */
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../../src/core/run/verdict';
import { FAMILIES, HELD_OUT_SEED, simulateField, TUNING_SEED } from '../../corpus/field';

const all = simulateField(TUNING_SEED, 2);

describe('the field set', () => {
  it('is the same for the same seed, whatever the count, and another for another', () => {
    const ids = new Set(all.map((s) => s.id));
    expect(ids.size).toBe(all.length);
    expect(simulateField(TUNING_SEED, 1)).toEqual(all.filter((_, i) => i % 2 === 0));
    expect(simulateField(HELD_OUT_SEED, 1).every((s) => !ids.has(s.id))).toBe(true);
  });

  it('has series of each family', () => {
    for (const family of Object.keys(FAMILIES)) {
      expect(all.filter((s) => s.family === `field-${family}`).length, family).toBe(2);
    }
  });

  it('has every profile, told with the load and without', () => {
    for (const profile of PROFILES) {
      const of = all.filter((s) => s.profile === profile);
      expect(of.filter((s) => s.decidable.known).length, profile).toBeGreaterThan(0);
      expect(of.filter((s) => s.decidable.unknown).length, profile).toBeGreaterThan(0);
    }
  });

  it('tells levels that each process has of its own, and a leak that begins late', () => {
    const told = (family: string) => all.filter((s) => s.family === family && s.decidable.unknown);
    expect(told('field-versions').length).toBeGreaterThan(0);
    expect(told('field-leak-switched-on').length).toBeGreaterThan(0);
  });

  it.each(all.map((s) => [s.id, s] as const))('%s is in order', (_, { t, y, steps, bursts }) => {
    expect(y.length).toBe(t.length);
    expect(t.length).toBeGreaterThan(5);
    expect(t.every((x, i) => Number.isFinite(x) && (i === 0 || x > (t[i - 1] ?? x)))).toBe(true);
    expect(y.every((x) => Number.isFinite(x) && x > 0)).toBe(true);
    expect(bursts.every((b, i) => b.to > b.from && b.from >= (bursts[i - 1]?.to ?? 0))).toBe(true);
    for (const [i, step] of steps.entries()) {
      expect(step.start).toBeGreaterThanOrEqual(steps[i - 1]?.end ?? 0);
      expect(step.end).toBeGreaterThan(step.start);
      expect(step.end).toBeLessThan(t.length);
      expect(step.rampEnd).toBeGreaterThanOrEqual(t[step.end] ?? 0);
      expect(step.rampEnd).toBeLessThanOrEqual(t.at(-1) ?? 0);
      expect(step.bytes).toBeGreaterThan(0);
    }
  });
});
