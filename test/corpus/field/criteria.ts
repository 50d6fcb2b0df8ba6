/** Whether a careful expert could tell the shape: with the load, with the times of it only, and from the levels alone. */
import type { Labelled, TrueBurst, TrueStep } from '../generator/labelled';
import { evenGrowth, moved, returns, saturates, swing } from './levels';
import type { Seen } from './observe';
import { MB, type Scene } from './scene';
import { type Effect, least, solid } from './steps';

type Decidable = Labelled['decidable'];

const NO: Decidable = { known: false, times: false, unknown: false };
const median = (x: number[]): number => x.toSorted((a, b) => a - b)[Math.floor(x.length / 2)] ?? 0;
const gain = (e: Effect): number => e.after - e.before;
const even = (x: number[], low: number, high: number): boolean => {
  const middle = median(x);
  return x.every((v) => v >= low * middle && v <= high * middle);
};

/** Bursts with the most connections, in order. */
function largest(all: Effect[]): Effect[] {
  const most = Math.max(0, ...all.map((e) => e.burst.connections));
  return all.filter((e) => e.burst.connections > 0.9 * most);
}

/**
 * Stairs, of the last process where it was restarted. With the load: one demanded step and a second of half that
 * weight, 2 x the demanded weight in all, half of it held at the end; and the largest burst, repeated twice or more with
 * rests, lifts the floor above all floors before by a quarter at most, per request, of what the steps did. By times
 * alone: the last two bursts add next to nothing, and the steps were not alike, as those of a cache that fills would be.
 * By levels: two demanded steps, unlike one another or with two later bursts to be seen that left nothing, and a last
 * plateau of a quarter of the time; over hours and days also three steps, unlike one another, between which one time of
 * load in three left nothing. So too where one long load is told and its large requests are not. One rise and no more, whatever came later, is a pool, a first use or a heap: not told.
 */
function stairs(seen: Seen, every: Effect[], found: TrueStep[], scene: Scene): Decidable {
  const since = scene.restarts?.at(-1) ?? 0;
  const all = every.filter((e) => e.burst.from >= since);
  const steps = found.filter((s) => (seen.t[s.start] ?? 0) >= since);
  const real = solid(steps);
  const [first, last, lastStep] = [all[0], all.at(-1), real.at(-1)];
  if (!first || !last || !lastStep) return NO;
  const weight = least(seen, all, first.before);
  const plain = steps.filter((s) => s.bytes >= 0.5 * weight);
  const rises = plain.reduce((a, s) => a + s.bytes, 0);
  const held = last.after - first.before;
  if (plain.length < 2 || held < Math.max(2 * weight, 0.5 * rises)) return NO;
  const news = all.map((e, i) => e.after - Math.max(e.before, ...all.slice(0, i).map((o) => o.after)));
  const top = largest(all);
  const rate = (e: Effect) => (news[all.indexOf(e)] ?? 0) / Math.max(1, e.burst.requests);
  const stepped = all.filter((e) => plain.some((s) => s.end >= e.first && s.end < e.last));
  const usual = median(stepped.map(rate));
  const quiet = top
    .slice(1)
    .filter((e) => rate(e) <= 0.25 * usual || (news[all.indexOf(e)] ?? 0) <= 0.3 * weight);
  const known = quiet.length >= 2 && top.slice(-2).every((e) => quiet.includes(e));
  const greatest = Math.max(...plain.map((s) => s.bytes));
  const ending = news.slice(-2).every((x) => x <= 0.15 * greatest);
  const alike = greatest < 1.4 * Math.min(...plain.map((s) => s.bytes));
  const final = seen.t.at(-1) ?? 0;
  const lastRise = Math.max(...plain.map((s) => s.end));
  const plateau = final - (seen.t[lastRise] ?? 0);
  const clear = Math.max(2 * MB, 3 * seen.noise, 0.02 * last.after);
  const excursions = all.filter((e) => e.first > lastRise && e.peak - e.after >= clear).length;
  const long = plateau >= 0.25 * (final - Math.max(since, seen.t[0] ?? 0));
  const unmoved = news.filter((x) => x <= 0.1 * greatest).length >= all.length / 3;
  const climbing = !scene.shown && real.length >= 3 && !alike && unmoved && plateau >= 0.05 * (final - since);
  const unknown = climbing || (real.length >= 2 && long && (!alike || excursions >= 2));
  return scene.shown && !scene.told
    ? { known, times: known && (unknown || (ending && !alike)), unknown: known && unknown }
    : { known: unknown, unknown };
}

function sinceOnset({ t }: Seen, { onset }: Scene): { from: number; to: number } | undefined {
  const to = t.at(-1) ?? 0;
  return onset !== undefined && onset <= 0.5 * to ? { from: onset, to } : undefined;
}

/**
 * A leak. With the load: four equal bursts or more, each after the first adding per request between half and twice the
 * median, above the noise; one long load: its growth is even over eight parts of it. By times alone: five bursts that
 * add alike. By levels: growth, even over the whole time, of 8 % or more and above what the load swings.
 */
function leak(seen: Seen, all: Effect[], scene: Scene): Decidable {
  const first = all[0]?.before ?? 0;
  // each process anew
  const total = scene.restarts ? all.reduce((a, e) => a + gain(e), 0) : (all.at(-1)?.after ?? first) - first;
  const enough = Math.max(4 * MB, 0.06 * first, 5 * seen.noise);
  const smooth = evenGrowth(seen, scene, sinceOnset(seen, scene));
  if (!scene.shown) return { known: smooth, unknown: smooth };
  if (all.length === 1) {
    const b = all[0]?.burst as TrueBurst;
    const during = evenGrowth(seen, scene, b);
    const long = total >= enough && during && b.to - b.from >= 100 && b.requests >= 500;
    return { known: long, times: long, unknown: false };
  }
  const top = largest(all);
  const gains = top.map((e) => gain(e) / Math.max(1, e.burst.requests));
  const alike = total >= enough && top.length >= 4 && even(gains.slice(1), 0.5, 2);
  const clear = top.every((e) => gain(e) >= Math.max(0.5 * MB, 2 * seen.noise));
  const known = alike && clear && gain(top.at(-1) as Effect) >= 0.6 * gain(top[1] as Effect);
  return { known, times: known && top.length >= 5 && even(top.map(gain), 0.7, 1.4), unknown: false };
}

/**
 * What comes back. It moved by 6 % or more, and at the end keeps a third at most of that; by levels alone it rose and
 * fell twice or more. Between a third and 60 % kept, experts would quarrel.
 */
function ragged(seen: Seen, all: Effect[], scene: Scene): Decidable {
  const range = swing(seen, scene);
  if (range.size < Math.max(5 * MB, 0.06 * range.floor, 5 * seen.noise)) return NO;
  const back = range.end <= range.floor + 0.33 * range.size;
  const shares = all.map((e) => (e.after - e.before) / Math.max(1, e.peak - e.before));
  const plain = range.end <= range.floor + 0.15 * range.size;
  const known =
    back &&
    (all.length === 0 || plain || median(shares) <= 0.45) &&
    (!scene.shown || all.length >= 2 || plain);
  const unknown = back && returns(seen, range) >= 2 && (known || !scene.shown);
  return scene.shown ? { known, unknown } : { known: unknown, unknown };
}

/** Nothing: less than 3 MB or 3 % of movement in each process. Above that, to 6 %, it is a matter of taste. */
function quiet(seen: Seen, scene: Scene): Decidable {
  const told = moved(seen, scene.restarts) <= 3 * Math.max(MB, 0.01 * (seen.clean[0] ?? 0));
  return { known: told, unknown: told };
}

/**
 * Filled and stopped. With the load: three bursts or more add alike by request, two of them with no more connections
 * than one before, and the last two add nothing: reuse would have stopped at the second. By levels: it rises from the
 * beginning, smoothly, over a tenth of the time, and is level for the last third; stairs would jump.
 */
function bounded(seen: Seen, all: Effect[], scene: Scene): Decidable {
  const smooth = saturates(seen, scene);
  if (!scene.shown) return { known: smooth, unknown: smooth };
  const enough = least(seen, all, all[0]?.before ?? 0);
  const filling = all.filter((e) => gain(e) >= 0.6 * enough);
  const whole = filling.slice(0, -1);
  const per = whole.map((e) => gain(e) / Math.max(1, e.burst.requests));
  const again = filling.filter((e) =>
    all.some((o) => o.first < e.first && o.burst.connections >= e.burst.connections),
  );
  const stopped = all.slice(-2).every((e) => gain(e) <= 0.3 * enough);
  const known = whole.length >= 2 && even(per, 0.6, 1.6) && again.length >= 2 && stopped;
  return { known, times: false, unknown: false };
}

/**
 * Warmed up: a start before the first burst, and bursts that then leave nothing. What a first burst leaves for good is
 * a first use, a pool that fills with few connections, or a heap: not told. By levels alone, what rises from the very
 * beginning.
 */
function warm(seen: Seen, all: Effect[], scene: Scene): Decidable {
  const smooth = saturates(seen, scene);
  if (!scene.shown) return { known: smooth, unknown: smooth };
  const enough = least(seen, all, all[0]?.before ?? 0);
  const nothing = all.every((e) => gain(e) <= 0.5 * enough && e.peak - e.before <= 2 * enough);
  return { known: nothing && all.length >= 3, unknown: nothing && smooth };
}

export function decide(seen: Seen, all: Effect[], steps: TrueStep[], scene: Scene): Decidable {
  if (scene.decidable) return scene.decidable;
  switch (scene.nature) {
    case 'stair-step':
      return stairs(seen, all, steps, scene);
    case 'leak':
      return leak(seen, all, scene);
    case 'ragged':
      return ragged(seen, all, scene);
    case 'flat':
      return quiet(seen, scene);
    case 'bounded-cache':
      return bounded(seen, all, scene);
    case 'warm-up':
      return warm(seen, all, scene);
  }
}
