/** One level of a pyramid: blocks of equally many samples. */
import { grown } from '../run/columns';

const FIRST_CAPACITY = 64;

/** Of each block of a level its lowest and highest value, and at which samples they are. */
export class Level {
  length = 0;
  low = new Float64Array(FIRST_CAPACITY);
  high = new Float64Array(FIRST_CAPACITY);
  lowAt = new Uint32Array(FIRST_CAPACITY);
  highAt = new Uint32Array(FIRST_CAPACITY);

  push(low: number, lowAt: number, high: number, highAt: number): void {
    if (this.length === this.low.length) {
      this.low = grown(this.low);
      this.high = grown(this.high);
      this.lowAt = grownIndices(this.lowAt);
      this.highAt = grownIndices(this.highAt);
    }
    this.low[this.length] = low;
    this.high[this.length] = high;
    this.lowAt[this.length] = lowAt;
    this.highAt[this.length] = highAt;
    this.length++;
  }
}

function grownIndices(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(old.length * 2);
  larger.set(old);
  return larger;
}
