import type { TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';

/** One instant of a simulation; seconds, and what the load does since the instant before. */
export interface Tick {
  t: number;
  dt: number;
  connections: number;
  requests: number;
}

/** A plan of load. Seconds; `rate` in samples a second, `per` in requests a second of one connection. */
export interface Plan {
  baseline: number;
  bursts: { length: number; rest: number; connections: number }[];
  tail: number;
  rate: number;
  per: number;
  /** requests a second beyond which more connections bring none: a service of few cores */
  cap: number;
}

export interface Timeline {
  ticks: Tick[];
  bursts: TrueBurst[];
}

/** The product's default plan: a ramp of connections, then the largest burst again and again. */
export function defaultPlan(random: Random, repeats = 4): Plan {
  const ramp = [8, 16, 32];
  const connections = [...ramp, ...Array.from({ length: repeats }, () => 64)];
  return planOf(random, connections, 4, 4, 30, 20);
}

export function planOf(
  random: Random,
  connections: number[],
  length: number,
  rest: number,
  tail: number,
  rate: number,
): Plan {
  return {
    baseline: random.between(2, 6),
    bursts: connections.map((c) => ({ length, rest, connections: c })),
    tail,
    rate,
    per: random.between(4, 20),
    cap: random.between(150, 600),
  };
}

/** Walks the plan; sampling jitters by a few per cent, as timers do. */
export function timeline(random: Random, plan: Plan): Timeline {
  const bursts: TrueBurst[] = [];
  let at = plan.baseline;
  for (const b of plan.bursts) {
    bursts.push({ from: at, to: at + b.length, connections: b.connections, requests: 0 });
    at += b.length + b.rest;
  }
  const last = plan.bursts.at(-1);
  const end = at - (last?.rest ?? 0) + plan.tail;
  const ticks: Tick[] = [];
  let owed = 0;
  let index = 0;
  let before = 0;
  for (let i = 0; i * (1 / plan.rate) < end; i += 1) {
    const t = Math.max(before, (i + random.between(0, 0.05)) / plan.rate);
    const dt = i === 0 ? 1 / plan.rate : t - before;
    while (index < bursts.length && t >= (bursts[index]?.to ?? 0)) index += 1;
    const burst = bursts[index];
    const active = burst !== undefined && t >= burst.from;
    let requests = 0;
    if (active) {
      owed += Math.min(burst.connections * plan.per, plan.cap) * dt * random.between(0.8, 1.2);
      requests = Math.floor(owed);
      owed -= requests;
      burst.requests += requests;
    }
    ticks.push({ t, dt, connections: active ? burst.connections : 0, requests });
    before = t;
  }
  return { ticks, bursts };
}

/** Ticks without a plan: `connections` and requests a second are a function of time. */
export function freeTicks(
  random: Random,
  seconds: number,
  every: number,
  load: (t: number) => { connections: number; rps: number },
): Tick[] {
  const ticks: Tick[] = [];
  for (let t = random.between(0, every); t < seconds; t += every) {
    const { connections, rps } = load(t);
    const mean = Math.max(0, rps) * every;
    const requests = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
    ticks.push({ t, dt: every, connections: Math.max(0, Math.round(connections)), requests });
  }
  return ticks;
}

/** 0..1: traffic by the hour, quiet at night and busy in the afternoon; `phase` in seconds. */
export function diurnal(t: number, phase: number): number {
  return 0.5 - 0.5 * Math.cos((2 * Math.PI * (t + phase)) / 86_400);
}
