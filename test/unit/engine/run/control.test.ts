import { describe, expect, it, vi } from 'vitest';
import { exited, recordingFailed } from '../../../../src/engine/run/causes';
import { RunControl } from '../../../../src/engine/run/control';
import { checkTarget } from '../../../../src/engine/run/loopback';
import { RunStates } from '../../../../src/engine/run/state';

describe('what ends a run', () => {
  it('is the first cause, and it ends every wait', async () => {
    const control = new RunControl();
    const waiting = control.pause(1e6);
    control.end({ reason: 'memory-guard' });
    control.end({ reason: 'interrupted' });
    await waiting;
    await control.pause(1e6);
    expect(control.cause).toEqual({ reason: 'memory-guard' });
  });

  it('is waited for longer than a timer can wait', async () => {
    vi.useFakeTimers();
    const over = vi.fn();
    new RunControl().pause(2 ** 31 + 1000).then(over);
    await vi.advanceTimersByTimeAsync(2 ** 31);
    expect(over).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(over).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });

  it('kills on abort, whether the service is there yet or not', () => {
    const early = new RunControl();
    const kill = vi.fn();
    early.abort();
    early.onAbort(kill);
    expect(kill).toHaveBeenCalledOnce();
    const late = new RunControl();
    late.onAbort(kill);
    late.abort();
    expect(kill).toHaveBeenCalledTimes(2);
  });

  it('is said in words', () => {
    expect(exited({ code: 101 }).text).toBe('The service exited with code 101.');
    expect(exited({ signal: 'SIGSEGV' }).text).toBe('The service was ended by SIGSEGV (signal 11).');
    expect(exited({ signal: 'SIGKILL' }).text).toContain('when memory runs out');
    expect(recordingFailed(Object.assign(new Error('x'), { code: 'ENOSPC' })).reason).toBe('disk-full');
    expect(recordingFailed(new Error('EIO')).reason).toBe('failed');
  });
});

describe('where load may go', () => {
  it.each(['127.0.0.1', '127.8.9.1', '::1', 'localhost'])('%s is here', (host) => {
    checkTarget(host, false);
  });
  it.each(['10.0.0.1', '192.168.1.4', 'fe80::1', '2001:db8::1', '0.0.0.1'])(
    '%s only when allowed',
    (host) => {
      expect(() => checkTarget(host, false)).toThrow(/not a loopback/);
      checkTarget(host, true);
    },
  );
});

describe('the states of a run', () => {
  it('follow their order', () => {
    const states = new RunStates();
    const heard: string[] = [];
    states.listen((state) => heard.push(state));
    states.to('starting');
    states.to('running');
    expect(() => states.to('building')).toThrow(/cannot go/);
    expect(heard).toEqual(['starting', 'running']);
  });
});
