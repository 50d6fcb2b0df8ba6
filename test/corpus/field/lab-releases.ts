/** Runs under known plans of every length, of services and allocators that give back: by timers, at a rate, at a close. */
import type { TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';
import { bench } from './lab-schedules';
import { above, active, follow, highWater, inFlight, sum, wobble } from './memory';
import { lay, type Plan, times } from './plans';
import { type Family, type Scene, sizes } from './scene';

interface Wish {
  /** 0..1: how often smaller bursts come first */
  ramp?: number;
  /** how many of the largest */
  tops?: [number, number];
  /** seconds */
  burst?: [number, number];
  rest?: [number, number];
}

/** A load tool with a plan of its own: bursts of 4 to 60 s, rests of 3 to 60 s, a tail as long as a rest or two. */
export function varied(
  r: Random,
  { ramp = 0.5, tops = [3, 7], burst = [4, 60], rest = [3, 60] }: Wish = {},
): Plan {
  const most = r.pick([6, 12, 20, 40, 64, 100, 256]);
  const up = r.chance(ramp) ? r.pick([[0.25, 0.5], [0.3], [0.1, 0.25, 0.5, 0.75], [0.2, 0.6]]) : [];
  const set = [...up.map((x) => Math.max(1, Math.round(x * most))), ...times(r.integer(...tops), most)];
  const [length, pause] = [r.scale(...burst), r.scale(...rest)];
  const tail = Math.max(15, pause) * r.between(1, 2);
  const plan = lay(r, { sizes: set, burst: [length, length], rest: [pause, pause], tail: [tail, tail] });
  // a plan that was meant to tell something: each connection asks some times in each burst
  const bursts = plan.bursts.map((b) => ({ ...b, requests: b.requests + 5 * b.connections }));
  return { ...plan, bursts };
}

export const longer = ({ bursts, duration }: Plan, seconds: number): Plan => ({
  bursts,
  duration: duration + seconds,
});
export const restOf = ({ bursts }: Plan): number => (bursts[1]?.from ?? 20) - (bursts[0]?.to ?? 10);

/** 50 ms to a second, and no more than 6000 samples. */
export function run(
  r: Random,
  plan: Plan,
  nature: Scene['nature'],
  base: number,
  level: (t: number[]) => number[],
  part: Partial<Scene> = {},
): Scene {
  const step = Math.max(r.pick([0.05, 0.1, 0.2, 0.25, 0.5, 1]), plan.duration / 6000);
  return bench(r, plan, nature, { step, base, ...part }, level);
}

/**
 * tokio's blocking pool: the first burst of any size brings it to its cap, since tasks queue up; each thread goes 10 s
 * after its own last task, so that the pool goes slowly, one by one.
 */
const blockingCap: Family = (r) => {
  const { base, move } = sizes(r, 0.15, 2);
  const stay = r.between(8, 11);
  const plan = longer(varied(r), stay * 2);
  const [spread, up] = [r.between(0.5, 8), r.between(0.3, 3)];
  return run(r, plan, 'ragged', base, (t) => {
    const on = active(t, plan.bursts);
    let last = Number.NEGATIVE_INFINITY;
    const alive = t.map((x, i) => {
      if ((on[i] ?? -1) >= 0) last = x;
      const idle = x - last - stay;
      return move * Math.min(1, Math.max(0, 1 - idle / spread));
    });
    return sum(base, follow(t, alive, up, 0.2));
  });
};

/** Buffers of hyper and h2 as long as a connection is open; the tool keeps its own open and takes new ones now and then. */
const recycled: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const plan = longer(varied(r, { tops: [4, 9] }), 10);
  const every = r.integer(2, 4);
  const most = Math.max(...plan.bursts.map((b) => b.connections));
  const away = r.between(0.1, 0.4);
  return run(r, plan, 'ragged', base, (t) => {
    const open = t.map((x) => {
      const k = plan.bursts.findLastIndex((b) => b.from <= x);
      const group = plan.bursts.slice(k - (k % every), k + 1);
      const [now, next] = [plan.bursts[k], plan.bursts[k + 1]];
      const closes = !next || (k + 1) % every === 0;
      const pause = (next?.from ?? plan.duration) - (now?.to ?? 0);
      if (k < 0 || (closes && x > (now?.to ?? 0) + away * pause)) return 0;
      return (move * Math.max(...group.map((b) => b.connections))) / most;
    });
    return sum(base, follow(t, open, 0.5, 0.4), inFlight(r, t, plan.bursts, move * r.between(0.02, 0.3)));
  });
};

/** tcmalloc's background thread: free pages go at so many megabytes a second, whatever there is of them. */
const linear: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const laid = varied(r);
  const whole = restOf(laid) * r.scale(0.3, 1.6);
  const plan = longer(laid, whole);
  return run(r, plan, 'ragged', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    let held = 0;
    const kept = need.map((x, i) => {
      held = Math.max(x, held - (move / whole) * ((t[i] ?? 0) - (t[i - 1] ?? t[i] ?? 0)));
      return held;
    });
    return sum(base, kept);
  });
};

/** glibc, and `malloc_trim` by a timer in the service: the heap is held until the next tick, then nearly all is gone. */
const trimTimer: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const tick = r.between(6, 40);
  const plan = longer(varied(r), tick * 1.3);
  const [first, left] = [r.between(0, tick), r.between(0.02, 0.15)];
  return run(r, plan, 'ragged', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    let held = 0;
    let ticks = 0;
    const kept = need.map((x, i) => {
      const now = Math.floor(((t[i] ?? 0) + first) / tick);
      held = Math.max(0.9 * x, now > ticks ? left * held : held);
      ticks = now;
      return held;
    });
    return sum(base, above(need, kept));
  });
};

/** jemalloc's dirty decay as it is: hardly anything for some seconds, then most, then hardly anything (smoothstep). */
const smoothstep: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const decay = r.pick([5, 10, 10, 20]);
  const plan = longer(varied(r, { rest: [6, 60] }), decay * 1.5);
  return run(r, plan, 'ragged', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    let [top, since] = [0, 0];
    const kept = need.map((x, i) => {
      const h = Math.min(1, ((t[i] ?? 0) - since) / decay);
      const left = top * (1 - h * h * h * (h * (6 * h - 15) + 10));
      if (x >= left) [top, since] = [x, t[i] ?? 0];
      return Math.max(x, left);
    });
    return sum(base, kept);
  });
};

/** Images: one to six at a time, of very different sizes, each decoded into a block mapped by itself. */
const images: Family = (r) => {
  const { base, move } = sizes(r, 0.5);
  const laid = varied(r, { burst: [8, 60] });
  const bursts: TrueBurst[] = laid.bursts.map((b) => ({
    ...b,
    connections: Math.max(1, Math.ceil((6 * b.connections) / 256)),
    requests: 0,
  }));
  const pace = r.between(0.6, 4);
  const jobs = bursts.flatMap((b) => {
    const own = Array.from({ length: b.connections }, () => {
      const starts: { from: number; to: number; bytes: number }[] = [];
      for (let at = b.from; at < b.to - 0.2; at = starts.at(-1)?.to ?? b.to) {
        const size = r.scale(0.05, 1);
        starts.push({ from: at, to: Math.min(b.to, at + pace * (0.3 + size)), bytes: size * move });
      }
      return starts;
    }).flat();
    b.requests = own.length;
    return own;
  });
  return run(r, { bursts, duration: laid.duration }, 'ragged', base, (t) => {
    const share = Math.max(1, ...bursts.map((b) => b.connections));
    const moves = wobble(r, t.length, 0.01);
    const held = t.map((x, i) =>
      jobs.reduce((a, j) => {
        const decoded = Math.min(1, (x - j.from) / (0.4 * (j.to - j.from)));
        return x < j.from || x >= j.to ? a : a + (j.bytes * decoded * (moves[i] ?? 1)) / share;
      }, 0),
    );
    return sum(base, follow(t, held, 0.1, 0.05), highWater(r, held, { share: r.between(0, 0.05) }));
  });
};

export const LAB_RELEASES = {
  'blocking-pool-cap': blockingCap,
  'recycled-connections': recycled,
  'linear-release': linear,
  'trim-timer': trimTimer,
  'smoothstep-decay': smoothstep,
  'few-huge-images': images,
} satisfies Record<string, Family>;
