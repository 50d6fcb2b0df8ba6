/**
 * A sample as how it differs from the one before, in a few bytes:
 *
 *     unsigned 2 * zigzag(change of the time's change, microseconds) + (1 where parts follow),
 *     unsigned zigzag(change of rss), and with parts: unsigned anon + 1, file + 1, shared + 1 (0: not measured)
 *
 * Times and sizes count from 0 at first.
 */
import type { SampleFields } from './sample-line';
import { unzigzag, type VarintReader, type VarintWriter, zigzag } from './varint';

const MICRO = 1e6;
/** Below these no change, doubled and with its flag, has more than the 53 bits of a double. */
const LONGEST_MICROS = 2 ** 49;
const LARGEST_SIZE = 2 ** 51;

/** Whether a sample comes back from its bytes exactly as it is. */
export function fits({ t, rss, anon, file, shared }: SampleFields): boolean {
  const micros = Math.round(t * MICRO);
  return (
    micros < LONGEST_MICROS &&
    micros / MICRO === t &&
    isSize(rss) &&
    isSize(anon) &&
    isSize(file) &&
    isSize(shared)
  );
}

function isSize(value: number): boolean {
  return value < LARGEST_SIZE && Math.floor(value) === value;
}

/** Writes samples, or reads them: either end keeps the one before. */
export class SampleDelta {
  private micros = 0;
  /** the time's change */
  private step = 0;
  private rss = 0;

  /** The room for it must be reserved. */
  write({ t, rss, anon, file, shared }: SampleFields, out: VarintWriter): void {
    const micros = Math.round(t * MICRO);
    const step = micros - this.micros;
    const parts = anon >= 0 || file >= 0 || shared >= 0;
    out.unsigned(2 * zigzag(step - this.step) + (parts ? 1 : 0));
    out.unsigned(zigzag(rss - this.rss));
    this.micros = micros;
    this.step = step;
    this.rss = rss;
    if (!parts) return;
    out.unsigned(anon + 1);
    out.unsigned(file + 1);
    out.unsigned(shared + 1);
  }

  /** False where the bytes are no sample. */
  read(input: VarintReader, into: SampleFields): boolean {
    const time = input.unsigned();
    const parts = time % 2 === 1;
    this.step += unzigzag(parts ? (time - 1) / 2 : time / 2);
    this.micros += this.step;
    this.rss += unzigzag(input.unsigned());
    into.t = this.micros / MICRO;
    into.rss = this.rss;
    into.anon = parts ? input.unsigned() - 1 : -1;
    into.file = parts ? input.unsigned() - 1 : -1;
    into.shared = parts ? input.unsigned() - 1 : -1;
    // a number that could not be read is NaN, and so is all that counts from it
    return into.t >= 0 && into.rss >= 0 && into.anon + into.file + into.shared >= -3;
  }
}
