import type { Random } from '../generator/random';
import type { Tick } from './clock';

export const MB = 1e6;

/** Something that holds memory: bytes after each tick. */
export interface Part {
  step(tick: Tick): number;
}

/** Bodies in flight, one a connection; sizes in bytes, `service` in seconds a request. */
export interface Bodies {
  low: number;
  high: number;
  amplify: number;
  service: number;
}

interface Slot {
  arena: number;
  size: number;
}

/** The bodies in flight by arena; connections are dealt to arenas anew in every burst. */
class InFlight {
  private slots: Slot[] = [];
  constructor(
    private readonly random: Random,
    private readonly bodies: Bodies,
    private readonly arenas: number,
  ) {}

  step(tick: Tick): number[] {
    const { random, bodies } = this;
    if (tick.connections < this.slots.length) this.slots.length = tick.connections;
    // connections open over some tenths of a second, not at once
    const open = Math.ceil((tick.connections - this.slots.length) * Math.min(1, tick.dt / 0.2));
    for (let i = 0; i < open; i += 1) {
      this.slots.push({ arena: random.integer(0, this.arenas - 1), size: this.draw() });
    }
    const renew = 1 - Math.exp(-tick.dt / bodies.service);
    const sums = new Array<number>(this.arenas).fill(0);
    for (const slot of this.slots) {
      if (random.chance(renew)) slot.size = this.draw();
      sums[slot.arena] = (sums[slot.arena] ?? 0) + slot.size;
    }
    return sums;
  }

  private draw(): number {
    return this.random.scale(this.bodies.low, this.bodies.high) * this.bodies.amplify;
  }
}

/** In-use memory only: an allocator that gives all back at once. */
export class InUse implements Part {
  private readonly flight: InFlight;
  constructor(random: Random, bodies: Bodies) {
    this.flight = new InFlight(random, bodies, 1);
  }
  step(tick: Tick): number {
    return this.flight.step(tick)[0] ?? 0;
  }
}

/** glibc: each arena holds its high-water mark and trims only the top of it when it rests. */
export class Arenas implements Part {
  private readonly flight: InFlight;
  private readonly held: number[];
  private readonly peak: number[];
  private readonly keep: number[];

  constructor(random: Random, bodies: Bodies, arenas: number, keep: [number, number]) {
    this.flight = new InFlight(random, bodies, arenas);
    this.held = new Array<number>(arenas).fill(0);
    this.peak = new Array<number>(arenas).fill(0);
    this.keep = Array.from({ length: arenas }, () => random.between(keep[0], keep[1]));
  }

  step(tick: Tick): number {
    let sum = 0;
    const uses = this.flight.step(tick);
    for (const [a, use] of uses.entries()) {
      const peak = Math.max(this.peak[a] ?? 0, use);
      let held = Math.max(this.held[a] ?? 0, use);
      const floor = peak * (this.keep[a] ?? 0);
      if (use < floor && held > floor) {
        const share = tick.connections > 0 ? 0.02 : 1 - Math.exp(-tick.dt / 0.2);
        held -= (held - Math.max(use, floor)) * share;
        if (held - floor < 65_536) held = Math.max(use, floor);
      }
      this.peak[a] = peak;
      this.held[a] = held;
      sum += held;
    }
    return sum;
  }
}

/** jemalloc: dirty pages decay with `tau` seconds; `idle` 0..1 is how fast its clock runs without load. */
export class Decaying implements Part {
  private readonly flight: InFlight;
  private mapped = 0;
  private since = 0;
  constructor(
    random: Random,
    bodies: Bodies,
    private readonly tau: number,
    private readonly idle: number,
  ) {
    this.flight = new InFlight(random, bodies, 1);
  }
  step(tick: Tick): number {
    const use = this.flight.step(tick)[0] ?? 0;
    this.since = tick.connections > 0 ? 0 : this.since + tick.dt;
    // the frees at the end of a burst still tick for about a second
    const speed = this.since < 1 ? 1 : this.idle;
    const fallen = (this.mapped - use) * Math.exp((-tick.dt * speed) / this.tau);
    this.mapped = use + Math.max(0, fallen);
    return this.mapped;
  }
}
