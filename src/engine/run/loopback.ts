import net from 'node:net';
import { UserError } from '../../core/errors';

const LOCAL = new net.BlockList();
LOCAL.addSubnet('127.0.0.0', 8, 'ipv4');
LOCAL.addAddress('::1', 'ipv6');

/** Load goes to this machine only, unless that was allowed. Errors: {@link UserError} `refused`. */
export function checkTarget(host: string, allowRemote: boolean): void {
  const isLocal = host === 'localhost' || LOCAL.check(host, net.isIPv6(host) ? 'ipv6' : 'ipv4');
  if (isLocal || allowRemote) return;
  throw new UserError(
    'refused',
    `The service listens on ${host}, which is not a loopback address; load is not sent there unasked.`,
    'Let it listen on 127.0.0.1, or allow it with --allow-remote.',
  );
}
