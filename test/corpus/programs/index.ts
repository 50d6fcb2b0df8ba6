/**
 * Recordings of real programs, labelled by the bytes that the program itself knew to hold. A label says what was so; whether
 * it can be told from the curve is asked apart from that.
 */
import { join } from 'node:path';
import { median } from '../../../src/core/detect/curve/vector';
import type { Labelled, TrueStep } from '../generator/labelled';
import { MB } from '../mechanisms/allocators';
import {
  type Case,
  caseOf,
  type Effect,
  effects,
  saturates,
  solid,
  stepsOf,
  withoutTimes,
} from '../mechanisms/label';
import type { Observed } from '../mechanisms/observe';
import { type ProgramRecording, readRecordings } from './store';

/** Held for a time only: a count at the end of a burst says nothing of what is kept. */
const EXPIRES = /^ttl/;
/** The program keeps up to so much, and no more. */
const BOUNDED = /^(?:cache|pool|lazy)/;
/** Seconds before a burst, and at the end, over which a level is read. */
const LEVEL = 1;
/** Of what is kept: live bytes explain it. */
const HALF = 0.5;
/** Of the live bytes, added by the later half of equal bursts: they go on growing. */
const GOES_ON = 0.25;
/** Of what is kept, that goes on growing: a leak, be it hidden beneath what the allocator keeps. */
const SOME = 0.1;
/** Of the live bytes a burst added: beyond so many more, an allocator kept something beside them. */
const BESIDE = 0.2;
/** Of the way to the peak, kept: most of it, and little. */
const MOST = 0.6;
const LITTLE = 0.35;
/** Of the resident memory's way to the peak, that tells a leak from what is in use. */
const CLEAR = 0.4;

/** The recorded runs of the tuning set or of the held-out one, which is looked at by `npm run accuracy` alone. */
export function programRuns(corpus: string, set: 'tuning' | 'held-out'): Labelled[] {
  const file = join(corpus, 'programs', `${set}.ndjson.gz`);
  return readRecordings(file).map((recording) => ({
    id: `program-${recording.id}`,
    family: recording.behaviour,
    ...labelOf(recording),
  }));
}

function labelOf(recording: ProgramRecording): Case {
  const { t, y, bursts } = recording;
  const levelBefore = (time: number) =>
    median(y.filter((_, i) => (t[i] ?? 0) > time - LEVEL && (t[i] ?? 0) <= time));
  const baseline = levelBefore(bursts[0]?.from ?? 0);
  const final = levelBefore(t.at(-1) ?? 0);
  const kept = final - baseline;
  const begun = t.findIndex((time) => time >= (bursts[0]?.from ?? 0));
  const swing = Math.max(...y.slice(begun)) - baseline;
  const seen: Observed = { t, y, clean: y, noise: 0.2 * MB };
  const as = (profile: Case['profile'], nature: Case['nature'], known: boolean, unknown: boolean) =>
    caseOf(seen, bursts, profile, nature, known, known && unknown);

  const live = EXPIRES.test(recording.behaviour) ? 0 : (bursts.at(-1)?.live ?? 0);
  if (live > SOME * kept && growsOn(recording)) {
    const clear = live > HALF * kept && kept > Math.max(8 * MB, 0.05 * baseline) && kept > CLEAR * swing;
    return {
      ...as('leak', 'leak', clear && equalBursts(recording) >= 3, false),
      steps: stepsOnLeak(seen, recording),
    };
  }
  // up to a few megabytes are nothing to most, and a step to some
  if (swing <= Math.max(8 * MB, 0.08 * baseline)) {
    const still = swing <= Math.max(3 * MB, 0.08 * baseline);
    return as('flat', 'flat', still, still);
  }
  // what fills up in few bursts looks like an allocator that keeps what was freed
  if (live > HALF * kept) return as('flat', 'bounded-cache', false, false);
  if (kept >= MOST * swing) {
    const left = stepsOf(seen, y, bursts);
    // what went back while idle, or with the next load, is held by a pool or kept by an allocator: who can tell
    const known = saturates(seen, bursts) && lowestAfter(recording) - baseline > MOST * kept;
    const unknown = known && solid(left) >= 3;
    const steps = left.map((step) => (wentBack(step, seen, bursts) ? { ...step, optional: true } : step));
    const one = caseOf(seen, bursts, 'stair-step', 'stair-step', known, unknown, steps);
    // by the times alone, a step of the first burst only is as well what the program took at its first use
    return solid(left) < 2 ? withoutTimes(one) : one;
  }
  if (kept <= LITTLE * swing) return as('ragged', 'ragged', true, kept <= 0.5 * LITTLE * swing);
  return as('ragged', 'ragged', false, false);
}

/** Whether most of a step was gone again in a later rest: a reader may mark it or not. */
function wentBack({ end, bytes }: TrueStep, { t, y }: Observed, bursts: ProgramRecording['bursts']): boolean {
  const all = effects(t, y, bursts);
  const [cause, ...later] = all.slice(all.findLastIndex(({ burst }) => burst.from <= (t[end] ?? 0)));
  const lowest = Math.min(...later.map(({ after }) => after));
  return cause !== undefined && cause.after - lowest > MOST * bytes;
}

/** What the allocator kept beside a leak: what a burst left beyond the live bytes it added. Who marks it is right, and nobody must. */
function stepsOnLeak(seen: Observed, { y, bursts }: ProgramRecording): TrueStep[] {
  const all = effects(seen.t, y, bursts);
  const gain = ({ before, after }: Effect) => after - before;
  return stepsOf(seen, y, bursts).flatMap((step) => {
    const k = all.findLastIndex(({ burst }) => burst.from <= (seen.t[step.end] ?? 0));
    const [cause, burst] = [all[k], bursts[k]];
    if (cause === undefined || burst === undefined) return [];
    const live = burst.live - (bursts[k - 1]?.live ?? 0);
    const bytes = gain(cause) - live;
    return bytes > BESIDE * live ? [{ ...step, bytes, optional: true }] : [];
  });
}

/** The lowest level since the burst that did most began to rest. */
function lowestAfter({ t, y, bursts }: ProgramRecording): number {
  const most = Math.max(...bursts.map(({ connections }) => connections));
  const from = bursts.find(({ connections }) => connections === most)?.to ?? 0;
  return Math.min(...y.filter((_, i) => (t[i] ?? 0) >= from));
}

/** Bursts that did as much as the one that did most. */
function equalBursts({ bursts }: ProgramRecording): number {
  const most = Math.max(...bursts.map(({ connections }) => connections));
  return bursts.filter(({ connections }) => connections === most).length;
}

/** Whether live bytes grew as much in the later half of the run as the requests did. */
function growsOn({ behaviour, bursts }: ProgramRecording): boolean {
  if (BOUNDED.test(behaviour)) return false;
  const half = bursts[Math.floor(bursts.length / 2) - 1];
  const last = bursts.at(-1);
  return half !== undefined && last !== undefined && last.live - half.live > GOES_ON * last.live;
}
