/** What is said of a service that the load cannot be sent to. */
import { UserError } from '../../core/errors';
import { formatSeconds } from '../../core/units';
import { processTree } from '../process/proc';
import type { Look, Sign } from './early-signs';
import type { ReadyOptions } from './options';
import { SPEAKS } from './other-protocol';
import { addressesOf, isHidden, unixSocketsOf } from './sockets';

/** The error for one whose ports cannot be seen, and none is named. */
export function hidden({ pid }: ReadyOptions): UserError {
  return new UserError(
    'environment',
    `Where process ${pid} listens cannot be seen from here: it is another user's, or has privileges of its own.`,
    'Name its port, by --port or as "port" in stairstep.json; or do this as that user, or as root.',
  );
}

/** The error for a service that has not become ready. */
export function notReady(
  { pid, port, preferred, health, timeout, lastLines }: ReadyOptions,
  { heard, statuses }: Look,
  sign: Sign | undefined,
): UserError {
  const after = `after ${formatSeconds(timeout)}`;
  const said = lastLines?.();
  const output = said ? ` Its last lines:\n${said}` : said === undefined ? '' : ' It printed nothing.';
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
  if (isHidden(pid))
    return new UserError(
      'service-failed',
      `Nothing listens on port ${port ?? preferred} ${after}, and whether the service listens elsewhere cannot be seen from here: it is another user's, or has privileges of its own.${output}`,
      'Name the port that it listens on, by --port or as "port" in stairstep.json.',
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
