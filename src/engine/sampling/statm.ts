import { closeSync, openSync, readSync } from 'node:fs';

const SPACE = 0x20;
const ZERO = 0x30;

/** `/proc/PID/statm` through one kept descriptor and one kept buffer: about 2.5 microseconds a reading. */
export class Statm {
  private readonly fd: number;
  private readonly buffer = Buffer.alloc(128);

  /** Throws where the process is not there. `pageSize` in bytes. */
  constructor(
    readonly pid: number,
    private readonly pageSize: number,
  ) {
    this.fd = openSync(`/proc/${pid}/statm`, 'r');
  }

  /** Resident bytes; 0 for a zombie, undefined for a process that is gone. */
  rss(): number | undefined {
    const length = this.read();
    let at = 0;
    while (at < length && this.buffer[at] !== SPACE) at++;
    let pages = 0;
    at++;
    if (at >= length) return undefined;
    for (let digit = this.buffer[at]; digit !== undefined && digit !== SPACE; digit = this.buffer[++at])
      pages = pages * 10 + digit - ZERO;
    return pages * this.pageSize;
  }

  close(): void {
    closeSync(this.fd);
  }

  private read(): number {
    try {
      return readSync(this.fd, this.buffer, 0, this.buffer.length, 0);
    } catch {
      return 0;
    }
  }
}
