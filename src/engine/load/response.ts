/**
 * Reads answers of HTTP/1.1 (RFC 9112) from the bytes of a connection, one request at a time: no more than where each
 * ends and what a load has to know of it.
 */

/** An answer that is whole. */
export interface Answer {
  status: number;
  /** whether the connection may take another request */
  reusable: boolean;
}

type State = 'head' | 'body' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'until-close';

const HEAD_END = '\r\n\r\n';
const LINE_END = '\r\n';
/** No head is longer, and no line of a chunked body. */
const LONGEST_HEAD = 64 * 1024;

const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})/;
const LENGTH = /\r\ncontent-length:[ \t]*(\d+)/i;
const CHUNKED = /\r\ntransfer-encoding:[^\r]*chunked/i;
const CONNECTION = /\r\nconnection:[ \t]*([^\r]*)/i;
const CHUNK_SIZE = /^[0-9a-f]{1,12}/i;

export class ResponseReader {
  private state: State = 'head';
  /** bytes of the body, or of the chunk, that are still to come */
  private left = 0;
  /** the beginning of a head or line of which the end is still to come */
  private held = '';
  private status = 0;
  private reusable = true;
  private onlyHead = false;

  /** Begins with the answer to the next request. `onlyHead`: it was a HEAD. */
  expect(onlyHead: boolean): void {
    this.state = 'head';
    this.held = '';
    this.onlyHead = onlyHead;
  }

  /** The answer, once its last byte is there. Throws where this is not HTTP. Keeps nothing of `bytes`. */
  push(bytes: Buffer): Answer | undefined {
    let at = 0;
    while (at < bytes.length) {
      switch (this.state) {
        case 'head': {
          const text = this.upTo(HEAD_END, bytes, at);
          if (text === undefined) return undefined;
          at += text.taken;
          if (this.head(text.line)) return this.whole(at === bytes.length);
          break;
        }
        case 'body':
        case 'chunk': {
          const taken = Math.min(this.left, bytes.length - at);
          at += taken;
          this.left -= taken;
          if (this.left > 0) return undefined;
          if (this.state === 'body') return this.whole(at === bytes.length);
          this.state = 'chunk-end';
          break;
        }
        case 'until-close':
          return undefined;
        default: {
          const text = this.upTo(LINE_END, bytes, at);
          if (text === undefined) return undefined;
          at += text.taken;
          if (this.chunkLine(this.state, text.line)) return this.whole(at === bytes.length);
        }
      }
    }
    return undefined;
  }

  /** The connection was closed: the answer, where that is how it ends. */
  end(): Answer | undefined {
    return this.state === 'until-close' ? { status: this.status, reusable: false } : undefined;
  }

  /** What stands before `mark`, and how many of these bytes that took. */
  private upTo(mark: string, bytes: Buffer, from: number): { line: string; taken: number } | undefined {
    const { held } = this;
    const text = held + bytes.toString('latin1', from, Math.min(bytes.length, from + LONGEST_HEAD));
    const end = text.indexOf(mark);
    if (end < 0) {
      if (text.length >= LONGEST_HEAD) throw new Error('malformed');
      this.held = text;
      return undefined;
    }
    this.held = '';
    return { line: text.slice(0, end), taken: end + mark.length - held.length };
  }

  /** True where the answer ends with its head. */
  private head(text: string): boolean {
    const [, minor, status] = STATUS_LINE.exec(text) ?? [];
    if (status === undefined) throw new Error('malformed');
    this.status = Number(status);
    // an interim answer, before the one that counts
    if (this.status < 200 && this.status !== 101) return false;
    const connection = CONNECTION.exec(text)?.[1]?.toLowerCase() ?? '';
    this.reusable = minor === '1' ? !connection.includes('close') : connection.includes('keep-alive');
    if (this.onlyHead || this.status === 204 || this.status === 304) return true;
    if (this.status !== 101 && CHUNKED.test(text)) {
      this.state = 'chunk-size';
      return false;
    }
    const length = LENGTH.exec(text)?.[1];
    if (this.status === 101 || length === undefined) {
      this.state = 'until-close';
      return false;
    }
    this.left = Number(length);
    this.state = 'body';
    return this.left === 0;
  }

  /** True where the answer ends with this line. */
  private chunkLine(state: 'chunk-size' | 'chunk-end' | 'trailers', line: string): boolean {
    switch (state) {
      case 'chunk-size': {
        const size = CHUNK_SIZE.exec(line)?.[0];
        if (size === undefined) throw new Error('malformed');
        this.left = Number.parseInt(size, 16);
        this.state = this.left === 0 ? 'trailers' : 'chunk';
        return false;
      }
      case 'chunk-end':
        if (line !== '') throw new Error('malformed');
        this.state = 'chunk-size';
        return false;
      case 'trailers':
        return line === '';
      default:
        return state satisfies never;
    }
  }

  /** `exact`: nothing follows that nobody asked for. */
  private whole(exact: boolean): Answer {
    return { status: this.status, reusable: this.reusable && exact };
  }
}
