import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portTaken } from '../../../../src/engine/ready/port-taken';

const PANIC =
  'called `Result::unwrap()` on an `Err` value: Os { code: 98, kind: AddrInUse, message: "Address already in use" }';
const holder = net.createServer();
let held = 0;
beforeAll(async () => {
  holder.listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const address = holder.address();
  held = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => {
  holder.close();
});

function said(lines: string[], args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  return portTaken({ lines, args, env }, lines.join('\n'))?.message.split('. Its last lines')[0];
}

describe('a service whose port is taken', () => {
  it.each([
    ['failed to bind 127.0.0.1:1: Address already in use (os error 98)', 1],
    ['Error: cannot listen on [::]:1: address in use', 1],
    ['listen EADDRINUSE: address already in use :::1', 1],
    ['could not take port 1: Address already in use', 1],
    ['addr=:1 error="Address already in use"', 1],
    ['localhost:1: Only one usage of each socket address is normally permitted. (os error 10048)', 1],
  ])('says which, where its complaint does: %s', (line, port) => {
    expect(said([line])).toBe(`The service cannot listen: port ${port} is taken`);
  });

  it('has it looked for in its arguments, its PORT, and its other lines', () => {
    const taken = `The service cannot listen: port ${held} is taken by node (pid ${process.pid})`;
    const panic = ["thread 'main' panicked at src/main.rs:7:9:", PANIC];
    const named = (found: string | undefined) => found?.replace(/by .* \(pid/, 'by node (pid');
    expect(named(said(panic, ['--listen', `0.0.0.0:${held}`]))).toBe(taken);
    expect(named(said(panic, [], { PORT: `${held}` }))).toBe(taken);
    expect(named(said([`starting on http://127.0.0.1:${held}`, ...panic]))).toBe(taken);
  });

  it('says that it is not known where nobody listens on any that is named', () => {
    expect(said(['db at 127.0.0.1:1', PANIC], [], { PORT: '2' })).toMatch(/which that is$/);
  });
});

it('is not said of a service that ended for another reason', () => {
  expect(said(['listening on 127.0.0.1:8080', 'Error: connection refused (os error 111)'])).toBeUndefined();
});
