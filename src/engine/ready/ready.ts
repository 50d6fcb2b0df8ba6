/** Waits until a service can be sent requests. */
import { accepts } from './accepts';
import { EarlySigns, type Look, speaks } from './early-signs';
import { Grace } from './grace';
import { hidden, notReady } from './not-ready';
import type { ReadyOptions } from './options';
import { ServingPorts, statusOf } from './serving';
import { type Address, addressesOf, anyonesOn, isHidden } from './sockets';

/** Milliseconds between two looks. */
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
  if (isHidden(options.pid) && (options.port ?? options.preferred) === undefined) throw hidden(options);
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
  if (isHidden(pid)) return anyonesOn(port ?? preferred);
  const own = addressesOf(pid);
  if (port !== undefined) return own.filter((address) => address.port === port);
  return own.sort((a, b) => Number(b.port === preferred) - Number(a.port === preferred));
}
