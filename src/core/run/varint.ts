/** Whole numbers in as few bytes as they need: seven bits a byte, lowest first, the eighth set where more follow (LEB128). */

const MORE = 0x80;
const LOW = 0x7f;
/** Up to here whole numbers of 32 bits are enough, which are much faster. */
const SMALL_BITS = 28;
/** An integer of 53 bits takes eight bytes. */
const LARGEST_SCALE = 2 ** 49;
const INT32 = 2 ** 31;
const UINT32_BYTES = 4;

export class VarintWriter {
  length = 0;
  private bytes = new Uint8Array(0);

  /** Makes room for so many bytes more, which must be done before they are written. */
  reserve(bytes: number): void {
    const needed = this.length + bytes;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(2 * needed);
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  /** From 0 to 2^53 - 1. */
  unsigned(value: number): void {
    let left = value;
    while (left >= MORE) {
      this.bytes[this.length++] = (left & LOW) | MORE;
      left = left < INT32 ? left >>> 7 : Math.floor(left / MORE);
    }
    this.bytes[this.length++] = left;
  }

  /** In four bytes, lowest first. */
  uint32(value: number): void {
    this.setUint32(this.length, value);
    this.length += UINT32_BYTES;
  }

  /** Writes over a number that was not known yet; `at` is where it stands. */
  setUint32(at: number, value: number): void {
    for (let i = 0; i < UINT32_BYTES; i++) this.bytes[at + i] = value >>> (8 * i);
  }

  raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was written since it was last taken. */
  take(): Uint8Array<ArrayBuffer> {
    const written = this.bytes.slice(0, this.length);
    this.length = 0;
    return written;
  }
}

export class VarintReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** NaN where the bytes end, or hold a larger number than a double counts exactly. */
  unsigned(): number {
    const first = this.bytes[this.at];
    if (first !== undefined && first < MORE) {
      this.at++;
      return first;
    }
    let small = 0;
    for (let bits = 0; bits < SMALL_BITS; bits += 7) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) return Number.NaN;
      small |= (byte & LOW) << bits;
      if (byte < MORE) return small;
    }
    let value = small;
    for (let scale = 2 ** SMALL_BITS; scale <= LARGEST_SCALE; scale *= MORE) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) return Number.NaN;
      value += (byte & LOW) * scale;
      if (byte < MORE) return value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN;
    }
    return Number.NaN;
  }

  /** NaN where the bytes end. */
  uint32(): number {
    let value = 0;
    for (let i = 0; i < UINT32_BYTES; i++) value += (this.bytes[this.at++] ?? Number.NaN) * 2 ** (8 * i);
    return value;
  }

  /** The next `length` bytes, uncopied; undefined where there are fewer. */
  raw(length: number): Uint8Array | undefined {
    const end = this.at + length;
    if (!(end <= this.bytes.length)) return undefined;
    const bytes = this.bytes.subarray(this.at, end);
    this.at = end;
    return bytes;
  }
}

/** 0, -1, 1, -2, ... -> 0, 1, 2, 3, ... */
export function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

export function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
