/**
 * An examiner's set: labelled series of what a backend engineer would record or export, made from how allocators and
 * services work and not from how the detector does. Whether one can be told is decided in `criteria.ts`, on the level
 * without noise.
 */
import type { Labelled, TrueBurst } from '../generator/labelled';
import { Random } from '../generator/random';
import { BY_HAND } from './by-hand';
import { CHANGES } from './changes';
import { decide } from './criteria';
import { DAYS } from './days';
import { EXPORTS } from './exports';
import { EXPORTS_FEW } from './exports-few';
import { FLEET } from './fleet';
import { HOURS } from './hours';
import { LAB_ARENAS } from './lab-arenas';
import { LAB_BESIDE } from './lab-beside';
import { LAB_CAUSES } from './lab-causes';
import { LAB_CLIENTS } from './lab-clients';
import { LAB_GROWTH } from './lab-growth';
import { LAB_HEALTHY } from './lab-healthy';
import { LAB_HEAPS } from './lab-heaps';
import { LAB_KNEES } from './lab-knees';
import { LAB_PAGES } from './lab-pages';
import { LAB_RELEASES } from './lab-releases';
import { LAB_SCALES } from './lab-scales';
import { LAB_SCHEDULES } from './lab-schedules';
import { LAB_SOAK } from './lab-soak';
import { LAB_STAIRS } from './lab-stairs';
import { LAB_TIMERS } from './lab-timers';
import { LAB_TOOLS } from './lab-tools';
import { observe } from './observe';
import { READINGS } from './readings';
import { type Family, PROFILE_OF, type Scene } from './scene';
import { SERVICES } from './services';
import { effects, stepsOf } from './steps';
import { WEEKS } from './weeks';

export const TUNING_SEED = 7_301;
export const HELD_OUT_SEED = 90_217;

export const FAMILIES: Readonly<Record<string, Family>> = {
  ...LAB_STAIRS,
  ...LAB_GROWTH,
  ...LAB_HEALTHY,
  ...HOURS,
  ...DAYS,
  ...WEEKS,
  ...LAB_SCHEDULES,
  ...LAB_HEAPS,
  ...LAB_TIMERS,
  ...LAB_SCALES,
  ...FLEET,
  ...LAB_RELEASES,
  ...LAB_CLIENTS,
  ...LAB_CAUSES,
  ...LAB_ARENAS,
  ...LAB_KNEES,
  ...BY_HAND,
  ...EXPORTS,
  ...EXPORTS_FEW,
  ...LAB_PAGES,
  ...LAB_TOOLS,
  ...LAB_BESIDE,
  ...LAB_SOAK,
  ...READINGS,
  ...SERVICES,
  ...CHANGES,
};

/** A seed of its own for each series: one more family or series changes no other (FNV-1a). */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** The load as it is told: of a tool that is slow to begin and to end, its own word for it. */
function told({ bursts, slack, told: other, shown }: Scene): TrueBurst[] {
  if (!shown) return [];
  if (!slack) return other ?? bursts;
  return bursts.map((b) => ({ ...b, from: b.from - slack.before, to: b.to + slack.after }));
}

function one(family: string, make: Family, seed: number, i: number): Labelled {
  const id = `field-${family}-${seed}-${i}`;
  const r = new Random(seedOf(id));
  const scene = make(r);
  const seen = observe(r, scene.t, scene.clean, scene.recorder);
  const all = effects(seen, scene.bursts, scene.restarts);
  const steps = stepsOf(seen, all, scene);
  return {
    id,
    family: `field-${family}`,
    t: seen.t,
    y: seen.y,
    bursts: told(scene),
    steps,
    profile: scene.profile ?? PROFILE_OF[scene.nature],
    decidable: decide(seen, all, steps, scene),
    nature: scene.nature,
  };
}

/** `count` series of each family, the same for the same seed. */
export function simulateField(seed: number, count: number): Labelled[] {
  return Object.entries(FAMILIES).flatMap(([family, make]) =>
    Array.from({ length: count }, (_, i) => one(family, make, seed, i)),
  );
}
