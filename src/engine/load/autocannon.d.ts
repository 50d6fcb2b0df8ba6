/** What autocannon's clients have and its types do not name. */
import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';

declare module 'autocannon' {
  interface Client extends EventEmitter {
    readonly conn: Socket;
    /** What is written to `conn` next, asked for after each `request`. */
    getRequestBuffer: () => Buffer;
    /** Sends the next request; called after each connect and each answer. */
    _doRequest: () => void;
    /** The requests that wait for their answers, with what has come of them. */
    readonly pipelinedRequests: { peek(): { body: string } | undefined };
    readonly parser: { initialize(type: 'RESPONSE'): void };
    /** Ends this connection, and with the last one the instance. */
    destroy(): void;
    /** Emitted before a request is made and sent, the first within the constructor. */
    on(event: 'request', listener: () => void): this;
    /** Emitted before it connects anew. */
    on(event: 'connError', listener: (error: NodeJS.ErrnoException) => void): this;
    /** Emitted after it connected anew and sent the next request. */
    on(event: 'timeout', listener: () => void): this;
    /** Emitted when it is destroyed. */
    on(event: 'done', listener: () => void): this;
    on(event: 'headers', listener: (head: Head) => void): this;
  }

  /** Of an answer. */
  interface Head {
    statusCode: number;
    shouldKeepAlive: boolean;
    /** names and values in turns */
    headers: readonly string[];
  }
}
