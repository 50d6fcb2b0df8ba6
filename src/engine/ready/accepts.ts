import net from 'node:net';
import type { Address } from './sockets';

/** Milliseconds. */
const WITHIN = 1000;

/** Whether somebody takes connections at an address. */
export function accepts({ host, port }: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: WITHIN });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}
