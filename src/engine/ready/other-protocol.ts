/** What a service speaks that answers nothing to HTTP/1.1. */
import net from 'node:net';
import tls from 'node:tls';
import type { Listener } from './sockets';

export type Protocol = 'HTTP/2' | 'TLS';

type Address = Pick<Listener, 'host' | 'port'>;

/** Said to who attaches with a plan, too. */
const BESIDE =
  'or send the load with a tool that speaks it while `stairstep attach`, without --plan, records';
/** Said of a service that speaks it, and what to do. */
export const SPEAKS: Readonly<Record<Protocol, { what: string; remedy: string }>> = {
  'HTTP/2': {
    what: 'speaks HTTP/2 only, as gRPC does, and the load is HTTP/1.1',
    remedy: `Let it take HTTP/1.1 too, ${BESIDE}.`,
  },
  TLS: {
    what: 'speaks TLS, and the load is plain HTTP',
    remedy: `Turn TLS off for it, by "args" or "env" of stairstep.json, ${BESIDE}.`,
  },
};

/** Milliseconds. */
const WITHIN = 1000;
/** How a client of HTTP/2 begins, RFC 9113 section 3.4: the preface, and settings without any. */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1');
const FRAME_HEADER = 9;
const SETTINGS = 4;

/** Undefined where it is neither of them. To be asked of one that leaves HTTP/1.1 without an answer. */
export async function otherProtocol(address: Address): Promise<Protocol | undefined> {
  const [http2, secure] = await Promise.all([speaksHttp2(address), speaksTls(address)]);
  if (http2) return 'HTTP/2';
  return secure ? 'TLS' : undefined;
}

function speaksHttp2({ host, port }: Address): Promise<boolean> {
  const socket = net.connect({ host, port, timeout: WITHIN }, () => socket.write(PREFACE));
  let said = Buffer.alloc(0);
  return new Promise((resolve) => {
    settle(socket, resolve);
    socket.on('data', (data) => {
      said = Buffer.concat([said, data]);
      if (said.length < FRAME_HEADER) return;
      resolve(said[3] === SETTINGS && said.readUInt32BE(5) === 0);
      socket.destroy();
    });
  });
}

function speaksTls({ host, port }: Address): Promise<boolean> {
  // who it is does not matter, only that it greets
  const socket = tls.connect({ host, port, timeout: WITHIN, rejectUnauthorized: false });
  return new Promise((resolve) => {
    socket.once('secureConnect', () => {
      resolve(true);
      socket.destroy();
    });
    // an alert is an answer too, as of one that wants a certificate of its clients
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(/ALERT/.test(code ?? '')));
    settle(socket, resolve);
  });
}

/** What comes first counts: this is the end of a connection that told nothing. */
function settle(socket: net.Socket, resolve: (told: boolean) => void): void {
  socket.once('timeout', () => socket.destroy());
  socket.once('error', () => resolve(false));
  socket.once('close', () => resolve(false));
}
