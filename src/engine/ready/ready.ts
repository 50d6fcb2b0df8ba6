/** Waits until a service can be sent requests. */
import net from 'node:net';
import { UserError } from '../../core/errors';
import type { RequestSpec } from '../../core/plan/plan';
import { formatSeconds } from '../../core/units';
import { processTree } from '../process/proc';
import { EarlySigns, type Look, type Sign, speaks } from './early-signs';
import { Grace } from './grace';
import { SPEAKS } from './protocol';
import { ServingPorts, statusOf } from './serving';
import { listenersOf, unixSocketsOf } from './sockets';

export interface Address {
  host: string;
  port: number;
}

export interface ReadyOptions {
  pid: number;
  /** the port it is known to listen on; found where absent */
  port?: number | undefined;
  /** the one to take where it listens on several, as it was told to listen there */
  preferred?: number | undefined;
  /** path that answers 2xx once it is ready */
  health?: string | undefined;
  /** what the load is to send: where it listens on several, that tells which is meant */
  requests: readonly RequestSpec[];
  /** seconds */
  timeout: number;
  signal: AbortSignal;
  /** the service's newest lines, for an error */
  lastLines: () => string;
}

const POLL = 50;

/** The address that answers, and other ports it listens on. Errors: {@link UserError} `service-failed`. */
export async function waitReady(options: ReadyOptions): Promise<Address & { others: number[] }> {
  const { timeout, signal, requests } = options;
  const ports = new ServingPorts(requests);
  // asked anew each time, since what is not there may come
  const signs = new EarlySigns(
    async (heard) => (await new ServingPorts(requests).answering(heard)) !== undefined,
  );
  const grace = new Grace(requests);
  const end = performance.now() + timeout * 1000;
  let seen: Look = { heard: [], statuses: [] };
  let ready: Address | undefined;
  while (performance.now() < end) {
    signal.throwIfAborted();
    seen = await look(options);
    const { heard, found } = seen;
    signal.throwIfAborted();
    ready = found ?? ready;
    const meant = ready && (isTold(ready, options) ? ready : await ports.serving(heard));
    signal.throwIfAborted();
    if (meant) return among(heard, meant);
    if (ready && (await grace.isOver(heard))) break;
    const sign = await signs.in(seen);
    signal.throwIfAborted();
    if (sign) throw notReady(options, seen, sign);
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
  if (ready) return among(seen.heard, (await new ServingPorts(requests).answering(seen.heard)) ?? ready);
  throw notReady(options, seen, await speaks(seen));
}

async function look(options: ReadyOptions): Promise<Look> {
  const { health } = options;
  const heard = candidates(options);
  const statuses: Look['statuses'] = [];
  for (const address of heard) {
    const status = health === undefined ? undefined : await statusOf(address, 'GET', health);
    statuses.push(status);
    const isReady = health === undefined ? await accepts(address) : isSuccess(status);
    if (isReady) return { heard, statuses, found: address };
  }
  return { heard, statuses };
}

function isSuccess(status = 0): boolean {
  return status >= 200 && status < 300;
}

/** Whether it was told to listen there, or is known to: any other port may be one of metrics, opened before its own. */
function isTold({ port }: Address, { port: known, preferred }: ReadyOptions): boolean {
  return port === known || port === preferred;
}

function among(heard: readonly Address[], address: Address): Address & { others: number[] } {
  return { ...address, others: heard.map(({ port }) => port).filter((port) => port !== address.port) };
}

function candidates({ pid, port, preferred }: ReadyOptions): Address[] {
  if (process.platform !== 'linux') return port === undefined ? [] : [{ host: '127.0.0.1', port }];
  const own = addressesOf(pid);
  if (port !== undefined) return own.filter((address) => address.port === port);
  return own.sort((a, b) => Number(b.port === preferred) - Number(a.port === preferred));
}

/** Where a process and its children listen, one a port; none where that cannot be seen. */
export function addressesOf(pid: number): Address[] {
  if (process.platform !== 'linux') return [];
  const found = listenersOf(processTree(pid)).map(({ host, port }) => ({ host, port }));
  return [...new Map(found.map((address) => [address.port, address])).values()];
}

function accepts({ host, port }: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 1000 });
    const done = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}

function notReady(
  { pid, port, health, timeout, lastLines }: ReadyOptions,
  { heard, statuses }: Look,
  sign: Sign | undefined,
): UserError {
  const after = `after ${formatSeconds(timeout)}`;
  const said = lastLines();
  const output = said ? ` Its last lines:\n${said}` : ' It printed nothing.';
  const [listening] = heard;
  const status = statuses.find((one) => one !== undefined);
  if (listening && sign?.kind === 'speaks')
    return new UserError(
      'service-failed',
      `The service on port ${listening.port} ${SPEAKS[sign.spoken].what}: ${health} cannot be asked.`,
      SPEAKS[sign.spoken].remedy,
    );
  const ports = heard.map((address) => address.port).join(', ');
  if (sign?.kind === 'not-found')
    return new UserError(
      'service-failed',
      `The service listens on port ${ports}, but ${health} has answered 404 for ${formatSeconds(sign.seconds)}${sign.routed ? '' : ', and so has the path of the load'}.${output}`,
      sign.routed
        ? 'Name a path that it has as "health" in stairstep.json or by --health, or leave that out: then an open port is enough.'
        : 'Check "health" and the paths of the requests in stairstep.json. A service that opens its port before it has its routes can answer 503 until then.',
    );
  if (listening)
    return new UserError(
      'service-failed',
      `The service listens on port ${ports}, but ${health ?? 'it'} does not answer 2xx ${after}${status === undefined ? '' : `, it answers ${status}`}.${output}`,
      'Check "health" in stairstep.json, or raise "readyTimeout".',
    );
  const elsewhere = port === undefined ? [] : addressesOf(pid).map((address) => address.port);
  if (elsewhere.length > 0)
    return new UserError(
      'service-failed',
      `The service does not listen on port ${port} ${after}, but on ${elsewhere.join(', ')}.${output}`,
      'Name that as "port" in stairstep.json or by --port, or leave both out: it is found by itself.',
    );
  const [unix] = unixSocketsOf(processTree(pid));
  return new UserError(
    'service-failed',
    `The service does not listen on ${port === undefined ? 'any port' : `port ${port}`} ${after}${unix ? `, but on the socket ${unix}` : ''}.${output}`,
    unix !== undefined
      ? 'Let it listen on a TCP port, by "args" or "env" of stairstep.json: load cannot be sent to a socket in the file system.'
      : process.platform === 'linux'
        ? 'Check that it is a server and what it waits for; set "port" in stairstep.json, or raise "readyTimeout".'
        : 'Set "port" in stairstep.json to the port it listens on: it cannot be found by itself on this system.',
  );
}
