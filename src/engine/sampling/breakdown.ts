/** Takes a breakdown now and then. Reading smaps holds the target's memory lock, so a slow one is asked for less. */
import { readFile } from 'node:fs/promises';
import { type Breakdown, parseSmaps } from './smaps';

/** Milliseconds between two, at least. */
const EVERY = 5000;
/** share of the time that reading may take */
const SHARE = 0.005;

export class BreakdownReader {
  private next = 0;

  constructor(
    private readonly pid: number,
    private readonly clock: () => number,
  ) {}

  /** Undefined where it is too soon, or the system does not say. */
  async read(): Promise<Breakdown | undefined> {
    const start = this.clock();
    if (process.platform !== 'linux' || start < this.next) return undefined;
    this.next = Number.POSITIVE_INFINITY;
    const text = await readFile(`/proc/${this.pid}/smaps`, 'utf8').catch(() => '');
    const cost = this.clock() - start;
    this.next = start + Math.max(EVERY, cost / SHARE);
    return text === '' ? undefined : parseSmaps(text);
  }
}
