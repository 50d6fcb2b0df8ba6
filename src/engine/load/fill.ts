/** What bodies are filled with: cut from one buffer each, so that bodies of any size cost no memory of their own. */

const ALPHABET = 'The quick brown fox jumps over the lazy dog and runs on. ';

/** Letters up to a largest size. */
export class Letters {
  private readonly bytes: Buffer;

  constructor(largest: number) {
    this.bytes = Buffer.alloc(largest, ALPHABET);
  }

  cut(size: number): Buffer {
    return this.bytes.subarray(0, size);
  }
}

const OPEN = Buffer.from('[');
const CLOSE = Buffer.from(']');

/** Small JSON objects, as an API would send: many small allocations for who parses them. */
export class Records {
  private readonly bytes: Buffer;
  /** where each object ends */
  private readonly ends: number[] = [];

  constructor(largest: number) {
    const rows: string[] = [];
    for (let length = 0; length < largest || rows.length === 0; ) {
      const row = record(rows.length + 1);
      this.ends.push(length + row.length);
      rows.push(row);
      length += row.length + 1;
    }
    this.bytes = Buffer.from(rows.join(','), 'latin1');
  }

  /** A JSON array of about `size` bytes, with one object at least. */
  cut(size: number): Buffer[] {
    let low = 1;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.ends[middle - 1] ?? 0) + 2 <= size) low = middle;
      else high = middle - 1;
    }
    return [OPEN, this.bytes.subarray(0, this.ends[low - 1]), CLOSE];
  }
}

function record(id: number): string {
  return JSON.stringify({
    id,
    name: `widget ${id}`,
    tags: ['small', `batch ${id % 7}`],
    price: (id * 37) % 1000,
    stocked: id % 3 === 0,
  });
}
