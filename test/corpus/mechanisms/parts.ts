import type { Random } from '../generator/random';
import type { Part } from './allocators';
import type { Tick } from './clock';

/** Code, statics, runtime: bytes that are there after `ramp` seconds of start-up. */
export class Base implements Part {
  constructor(
    private readonly bytes: number,
    private readonly ramp = 0,
  ) {}
  step(tick: Tick): number {
    return this.ramp > 0 ? this.bytes * (0.15 + 0.85 * Math.min(1, tick.t / this.ramp)) : this.bytes;
  }
}

/** Keeps `bytes` of a share `p` of requests for ever; sizes vary by `spread` as a factor. */
export class LeakByRequest implements Part {
  private total = 0;
  constructor(
    private readonly random: Random,
    private readonly bytes: number,
    private readonly p = 1,
    private readonly spread = 1.5,
  ) {}
  step(tick: Tick): number {
    for (let i = 0; i < tick.requests; i += 1) {
      if (this.p < 1 && !this.random.chance(this.p)) continue;
      this.total += this.bytes * this.random.between(1 / this.spread, 2 - 1 / this.spread);
    }
    return this.total;
  }
}

/** Keeps something by the clock, with or without load: bytes every `period` seconds. */
export class LeakByClock implements Part {
  private total = 0;
  private due = 0;
  constructor(
    private readonly random: Random,
    private readonly bytes: number,
    private readonly period: number,
  ) {}
  step(tick: Tick): number {
    for (this.due += tick.dt; this.due >= this.period; this.due -= this.period) {
      this.total += this.bytes * this.random.between(0.7, 1.3);
    }
    return this.total;
  }
}

/** Every distinct key is kept: fills as keys are met, and is full when all are. */
export class KeyCache implements Part {
  private readonly seen: Uint8Array;
  private count = 0;
  constructor(
    private readonly random: Random,
    private readonly keys: number,
    private readonly entry: number,
  ) {
    this.seen = new Uint8Array(keys);
  }
  step(tick: Tick): number {
    for (let i = 0; i < tick.requests; i += 1) {
      const key = this.random.integer(0, this.keys - 1);
      if (this.seen[key] === 0) this.count += 1;
      this.seen[key] = 1;
    }
    return this.count * this.entry;
  }
  filled(): number {
    return this.count / this.keys;
  }
}

/** Entries live `ttl` seconds and are swept every `sweep` seconds. */
export class TimedCache implements Part {
  private readonly entries: { until: number; bytes: number }[] = [];
  private total = 0;
  private due = 0;
  constructor(
    private readonly entry: number,
    private readonly ttl: number,
    private readonly sweep: number,
  ) {}
  step(tick: Tick): number {
    if (tick.requests > 0) {
      this.entries.push({ until: tick.t + this.ttl, bytes: tick.requests * this.entry });
      this.total += tick.requests * this.entry;
    }
    this.due += tick.dt;
    if (this.due >= this.sweep) {
      this.due = 0;
      while ((this.entries[0]?.until ?? Number.POSITIVE_INFINITY) <= tick.t) {
        this.total -= this.entries.shift()?.bytes ?? 0;
      }
    }
    return this.total;
  }
}

/** Buffers pooled for the most connections ever open; `each` in bytes. */
export class Pool implements Part {
  private size = 0;
  constructor(private readonly each: number) {}
  step(tick: Tick): number {
    // a pool grows when two need a buffer at once, so over some tenths of a second
    this.size = Math.max(this.size, this.size + (tick.connections - this.size) * Math.min(1, tick.dt / 0.3));
    return this.size * this.each;
  }
}

/** First use: templates, regexes, TLS, a model: each of `items` loads with the first request that meets it. */
export class LazyInit implements Part {
  private left: number[];
  private total = 0;
  constructor(
    private readonly random: Random,
    bytes: number,
    items: number,
  ) {
    const weights = Array.from({ length: items }, () => random.scale(0.2, 5));
    const sum = weights.reduce((a, b) => a + b, 0);
    this.left = weights.map((w) => (w / sum) * bytes);
  }
  step(tick: Tick): number {
    for (let i = 0; i < tick.requests && this.left.length > 0; i += 1) {
      if (this.random.chance(0.5)) this.total += this.left.pop() ?? 0;
    }
    return this.total;
  }
}

/** A memtable or log ring: fills by requests and clock; compacts at the limit, or stays full. Bytes. */
export class Filling implements Part {
  private total = 0;
  constructor(
    private readonly random: Random,
    private readonly perRequest: number,
    private readonly perSecond: number,
    private readonly limit: number,
    private readonly compacts: boolean,
  ) {}
  step(tick: Tick): number {
    this.total += tick.requests * this.perRequest + tick.dt * this.perSecond * this.random.between(0.8, 1.2);
    if (this.total > this.limit)
      this.total = this.compacts ? this.limit * this.random.between(0.02, 0.12) : this.limit;
    return this.total;
  }
}
