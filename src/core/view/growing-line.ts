/** A growing series of its own, for what is not a column of the samples. */
import { grown } from '../run/columns';
import { Pyramid, type Source } from './pyramid';

const FIRST_CAPACITY = 256;

class GrowingSource implements Source {
  length = 0;
  private times = new Float64Array(FIRST_CAPACITY);
  private values = new Float64Array(FIRST_CAPACITY);

  push(t: number, y: number): void {
    if (this.length === this.times.length) {
      this.times = grown(this.times);
      this.values = grown(this.values);
    }
    this.times[this.length] = t;
    this.values[this.length] = y;
    this.length++;
  }

  get t(): Float64Array {
    return this.times.subarray(0, this.length);
  }

  get y(): Float64Array {
    return this.values.subarray(0, this.length);
  }
}

/** A pyramid over a series of its own. */
export class GrowingLine extends Pyramid {
  private readonly series: GrowingSource;

  /** `pause`: seconds; a longer one is a gap. Found from the series where it is left out. */
  constructor(pause?: number) {
    const series = new GrowingSource();
    super(series, pause);
    this.series = series;
  }

  push(t: number, y: number): void {
    this.series.push(t, y);
  }
}
