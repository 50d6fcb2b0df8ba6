/** One connection of a load: sends a request, waits for its answer, and is opened anew where it was closed. */
import net from 'node:net';
import type { LoadTarget } from './protocol';
import type { Prepared } from './requests';
import { type Answer, ResponseReader } from './response';

/** Hears how each request ended: either of the two, once. */
export interface ConnectionListener {
  answered(connection: Connection, status: number, milliseconds: number): void;
  /** `kind`: `ECONNREFUSED`, `closed`, `timeout`, `malformed`, ... */
  failed(connection: Connection, kind: string): void;
}

/** Bytes read at once. */
const READ = 64 * 1024;

export class Connection {
  private socket: net.Socket | undefined;
  private readonly reader = new ResponseReader();
  private readonly buffer = Buffer.allocUnsafeSlow(READ);
  private sentAt: number | undefined;

  constructor(
    private readonly target: LoadTarget,
    private readonly listener: ConnectionListener,
  ) {}

  /** Whether a request waits for its answer. */
  get waiting(): boolean {
    return this.sentAt !== undefined;
  }

  /** The one before it must have ended. */
  send({ pieces, onlyHead }: Prepared): void {
    this.socket ??= this.open();
    const { socket } = this;
    this.sentAt = performance.now();
    this.reader.expect(onlyHead);
    if (pieces.length > 1) socket.cork();
    for (const piece of pieces) socket.write(piece);
    if (pieces.length > 1) socket.uncork();
  }

  /** Ends a request that was sent before `since` (ms) and is not answered. */
  expire(since: number): void {
    if (this.sentAt !== undefined && this.sentAt <= since) this.fail('timeout');
  }

  /** Nobody hears of it any more. */
  close(): void {
    this.socket?.destroy();
    this.socket = undefined;
    this.sentAt = undefined;
  }

  private open(): net.Socket {
    const { host, port } = this.target;
    let error: NodeJS.ErrnoException | undefined;
    const socket = net.connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: this.buffer,
        callback: (length) => {
          if (this.socket === socket) this.read(socket, length);
          return true;
        },
      },
    });
    socket.on('error', (cause) => {
      error = cause;
    });
    socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      if (this.socket === socket) this.closed(error);
    });
    return socket;
  }

  private read(socket: net.Socket, length: number): void {
    if (!this.waiting) {
      // what nobody asked for
      this.close();
      return;
    }
    const answer = this.parse(length);
    if (answer === 'malformed') this.fail(answer);
    // an answer may come before the request is sent to its end
    else if (answer) this.answered({ ...answer, reusable: answer.reusable && socket.writableLength === 0 });
  }

  private parse(length: number): Answer | 'malformed' | undefined {
    try {
      return this.reader.push(this.buffer.subarray(0, length));
    } catch {
      return 'malformed';
    }
  }

  private closed(error: NodeJS.ErrnoException | undefined): void {
    const answer = error === undefined && this.waiting ? this.reader.end() : undefined;
    if (answer) this.answered(answer);
    else if (this.waiting) this.fail(error?.code ?? 'closed');
    else this.socket = undefined;
  }

  private answered({ status, reusable }: Answer): void {
    const { sentAt } = this;
    if (sentAt === undefined || !reusable) this.close();
    if (sentAt === undefined) return;
    this.sentAt = undefined;
    this.listener.answered(this, status, performance.now() - sentAt);
  }

  private fail(kind: string): void {
    this.close();
    this.listener.failed(this, kind);
  }
}
