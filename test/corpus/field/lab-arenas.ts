/** Runs under a known load of heaps made of many: arenas by thread, arenas by worker, a trim, and mixed sizes late. */
import { restOf, run, varied } from './lab-releases';
import { above, active, follow, highWater, inFlight, sum } from './memory';
import type { Plan } from './plans';
import { type Family, sizes } from './scene';

/** What is held after each burst, reached within the burst and kept from then on. */
function stairsOf(t: number[], { bursts }: Plan, held: number[], within: number): number[] {
  let kept = 0;
  let low = 0;
  let at = -1;
  return active(t, bursts).map((b, i) => {
    if (b >= 0 && b !== at) [low, at] = [kept, b];
    const burst = bursts[b];
    if (!burst) return kept;
    const part = 1 - Math.exp(-((t[i] ?? 0) - burst.from) / (within * (burst.to - burst.from)));
    kept = Math.max(kept, low + ((held[b] ?? low) - low) * part);
    return kept;
  });
}

/**
 * glibc's arenas one by one: each burst deals its connections to them anew, by chance, and each arena keeps the most it
 * ever had. Equal bursts go on to find records, fewer and fewer.
 */
const lottery: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { ramp: 0.8, tops: [4, 8] });
  const count = 8 * r.pick([1, 2, 4, 8]);
  const [spread, share] = [r.between(0.1, 0.45), r.between(0.6, 0.95)];
  const most = Math.max(...plan.bursts.map((b) => b.connections));
  const record = new Array<number>(count).fill(0);
  const held = plan.bursts.map((b) => {
    record.forEach((x, a) => {
      const dealt = (b.connections / most) * Math.exp(spread * r.normal());
      record[a] = Math.max(x, dealt);
    });
    return (share * move * record.reduce((a, x) => a + x, 0)) / count;
  });
  return run(r, plan, 'stair-step', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move);
    return sum(base, above(need, stairsOf(t, plan, held, r.between(0.05, 0.25))));
  });
};

/**
 * A bump arena a worker, reset after each request and never given back: it has the size of the largest request this
 * worker met, doubled up to a limit of the body. Few workers find out soon, many take some bursts; records come early in a burst, as
 * they become rare with each request.
 */
const bump: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { ramp: 0.7, tops: [4, 9] });
  const workers = r.pick([2, 4, 8, 16, 32, 64]);
  const size = new Array<number>(workers).fill(0);
  const rare = r.between(0.5, 4) * (Math.max(...plan.bursts.map((b) => b.requests)) / workers);
  const steep = r.between(0.4, 0.9);
  const held = plan.bursts.map((b) => {
    size.forEach((x, w) => {
      // one request in `rare` is as large as the limit; smaller ones are so many times more frequent
      const met = Math.max(1, b.requests / workers);
      const largest = Math.min(1, (met / (rare * -Math.log(1 - r.unit() * 0.999))) ** steep);
      size[w] = Math.max(x, 2 ** Math.ceil(Math.log2(largest)));
    });
    return (move * size.reduce((a, x) => a + x, 0)) / workers;
  });
  return run(r, plan, 'stair-step', base, (t) => {
    const scratch = inFlight(r, t, plan.bursts, move * r.between(0.02, 0.2));
    return sum(base, stairsOf(t, plan, held, r.between(0.03, 0.12)), scratch);
  });
};

/** A heap with high-water marks that is trimmed once, late or in the tail, by a tenth to a third, and holds the rest. */
const trimmedOnce: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { ramp: 0.9, tops: [3, 6] });
  const k = r.integer(plan.bursts.length - 3, plan.bursts.length - 1);
  const pause = Math.min(restOf(plan), plan.duration - (plan.bursts.at(-1)?.to ?? 0));
  const at = (plan.bursts[k]?.to ?? 10) + r.between(0.1, 0.7) * pause;
  const goes = r.between(0.1, 0.33);
  return run(r, plan, 'stair-step', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    const kept = highWater(r, need, { share: r.between(0.65, 0.95), creep: r.between(0, 0.08) });
    const cut = kept.map((x, i) => ((t[i] ?? 0) > at ? x * (1 - goes) : x));
    const again = t.map((x, i) => (x > at ? (need[i] ?? 0) : 0));
    const back = highWater(r, again, { share: 0.8 });
    return sum(base, above(above(need, follow(t, cut, 0.01, 0.3)), back));
  });
};

/**
 * As many connections in every burst. At first small bodies, which leave nothing; from the middle on larger and larger
 * ones among them, and the largest mix again three times or more.
 */
const mixedLate: Family = (r) => {
  const { base, move } = sizes(r, 0.4);
  const laid = varied(r, { ramp: 0, tops: [9, 12], burst: [4, 30], rest: [3, 30] });
  const small = r.integer(2, 4);
  const mix = r.pick([
    [0.45, 1],
    [0.3, 0.6, 1],
    [0.55, 0.8, 1],
  ]);
  const weight = laid.bursts.map((_, i) => (i < small ? 0.05 : (mix[i - small] ?? 1)));
  const bursts = laid.bursts.map((b, i) => ({
    ...b,
    requests: Math.round(b.requests / (0.5 + (weight[i] ?? 1))),
  }));
  const weighed = bursts.map((b, i) => ({ ...b, connections: 100 * (weight[i] ?? 1) }));
  return run(r, { bursts, duration: laid.duration }, 'stair-step', base, (t) => {
    const need = inFlight(r, t, weighed, move);
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.95), creep: 0.03 })));
  });
};

export const LAB_ARENAS = {
  'arena-lottery': lottery,
  'bump-arenas': bump,
  'trimmed-once': trimmedOnce,
  'mixed-sizes-late': mixedLate,
} satisfies Record<string, Family>;
