/** Waits until a service can be sent requests. */
import http from 'node:http';
import net from 'node:net';
import { UserError } from '../../core/errors';
import type { RequestSpec } from '../../core/plan/plan';
import { formatSeconds } from '../../core/units';
import { processTree } from '../process/proc';
import { otherProtocol, type Protocol, SPEAKS } from './protocol';
import { ServingPorts } from './serving';
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
/** Milliseconds after the first port is ready in which another one may turn out to be the one that is meant. */
const GRACE = 4000;

/** The address that answers, and other ports it listens on. Errors: {@link UserError} `service-failed`. */
export async function waitReady(options: ReadyOptions): Promise<Address & { others: number[] }> {
  const { health, timeout, signal, requests } = options;
  const ports = new ServingPorts(requests);
  const end = performance.now() + timeout * 1000;
  let until = end;
  let heard: Address[] = [];
  let ready: Address | undefined;
  while (performance.now() < until) {
    signal.throwIfAborted();
    heard = candidates(options);
    const found = await firstReady(heard, health);
    signal.throwIfAborted();
    if (found !== undefined && ready === undefined) until = Math.min(end, performance.now() + GRACE);
    ready = found ?? ready;
    const meant = ready && (isTold(ready, options) ? ready : await ports.serving(heard));
    signal.throwIfAborted();
    if (meant) return among(heard, meant);
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
  if (ready) return among(heard, (await ports.answering(heard)) ?? ready);
  const spoken = health === undefined || !heard[0] ? undefined : await otherProtocol(heard[0]);
  throw notReady(options, heard, spoken);
}

async function firstReady(
  addresses: readonly Address[],
  health: string | undefined,
): Promise<Address | undefined> {
  for (const address of addresses)
    if (health === undefined ? await accepts(address) : await answers(address, health)) return address;
  return undefined;
}

/** Whether it was told to listen there, or is known to: any other port may be one of metrics, opened before its own. */
function isTold({ port }: Address, { port: known, preferred }: ReadyOptions): boolean {
  return port === known || port === preferred;
}

function among(heard: readonly Address[], address: Address): Address & { others: number[] } {
  return { ...address, others: heard.map(({ port }) => port).filter((port) => port !== address.port) };
}

/** The ports that a process and its children listen on; none where that cannot be seen. */
export function portsOf(pid: number): number[] {
  return process.platform === 'linux' ? addressesOf(pid).map(({ port }) => port) : [];
}

function candidates({ pid, port, preferred }: ReadyOptions): Address[] {
  if (process.platform !== 'linux') return port === undefined ? [] : [{ host: '127.0.0.1', port }];
  const own = addressesOf(pid);
  if (port !== undefined) return own.filter((address) => address.port === port);
  return own.sort((a, b) => Number(b.port === preferred) - Number(a.port === preferred));
}

/** Where it and its children listen, one a port. */
function addressesOf(pid: number): Address[] {
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

function answers({ host, port }: Address, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get({ host, port, path, timeout: 2000, agent: false }, ({ statusCode = 0 }) => {
      request.destroy();
      resolve(statusCode >= 200 && statusCode < 300);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

function notReady(
  { pid, port, health, timeout, lastLines }: ReadyOptions,
  heard: readonly Address[],
  spoken: Protocol | undefined,
): UserError {
  const after = `after ${formatSeconds(timeout)}`;
  const said = lastLines();
  const output = said ? ` Its last lines:\n${said}` : ' It printed nothing.';
  const [listening] = heard;
  if (listening && spoken)
    return new UserError(
      'service-failed',
      `The service on port ${listening.port} ${SPEAKS[spoken].what}: ${health} cannot be asked.`,
      SPEAKS[spoken].remedy,
    );
  if (listening)
    return new UserError(
      'service-failed',
      `The service listens on port ${heard.map((address) => address.port).join(', ')}, but ${health ?? 'it'} does not answer 2xx ${after}.${output}`,
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
