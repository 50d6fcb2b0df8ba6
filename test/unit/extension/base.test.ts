import { describe, expect, test, vi } from 'vitest';
import { UserError } from '../../../src/core/errors';
import { Coalesced } from '../../../src/extension/base/coalesced';
import { Deferred } from '../../../src/extension/base/deferred';
import { Disposables } from '../../../src/extension/base/disposables';
import { headline } from '../../../src/extension/base/headline';
import { noticeOf } from '../../../src/extension/base/notice';
import { OfferingError } from '../../../src/extension/base/offering-error';
import { Throttled } from '../../../src/extension/base/throttled';

describe('Disposables', () => {
  test('end newest first, each once', () => {
    const ended: number[] = [];
    const all = new Disposables();
    for (const n of [1, 2, 3]) all.add({ dispose: () => ended.push(n) });
    all.dispose();
    all.dispose();
    expect(ended).toEqual([3, 2, 1]);
  });

  test('end at once what comes late', () => {
    const all = new Disposables();
    all.dispose();
    let ended = false;
    all.add({
      dispose: () => {
        ended = true;
      },
    });
    expect(ended).toBe(true);
  });

  test('end the others where one throws', () => {
    const all = new Disposables();
    let ended = false;
    all.add({
      dispose: () => {
        ended = true;
      },
    });
    all.add({
      dispose: () => {
        throw new Error('no');
      },
    });
    expect(() => all.dispose()).toThrow(AggregateError);
    expect(ended).toBe(true);
  });
});

describe('Coalesced', () => {
  test('never runs twice at once, and runs again for what came while it ran', async () => {
    const gates: Deferred<void>[] = [];
    let running = 0;
    let most = 0;
    const job = new Coalesced(
      async () => {
        most = Math.max(most, ++running);
        const gate = new Deferred<void>();
        gates.push(gate);
        await gate.promise;
        running--;
      },
      () => {},
    );
    const first = job.request();
    await Promise.resolve();
    const later = [job.request(), job.request(), job.request()];
    await until(() => gates.length === 1);
    gates[0]?.resolve();
    await first;
    await until(() => gates.length === 2);
    gates[1]?.resolve();
    await Promise.all(later);
    expect(gates).toHaveLength(2);
    expect(most).toBe(1);
  });

  test('goes on after a failure', async () => {
    const errors: unknown[] = [];
    let runs = 0;
    const job = new Coalesced(
      async () => {
        if (++runs === 1) throw new Error('first');
      },
      (error) => errors.push(error),
    );
    await job.request();
    await job.request();
    expect(runs).toBe(2);
    expect(errors).toHaveLength(1);
  });
});

async function until(so: () => boolean): Promise<void> {
  while (!so()) await Promise.resolve();
}

describe('Throttled', () => {
  test('runs at once, then once for all that was asked in the pause, and not after its end', () => {
    vi.useFakeTimers();
    try {
      let runs = 0;
      const job = new Throttled(() => runs++, 500);
      for (let n = 0; n < 3; n++) job.request();
      expect(runs).toBe(1);
      vi.advanceTimersByTime(499);
      expect(runs).toBe(1);
      vi.advanceTimersByTime(1);
      expect(runs).toBe(2);
      vi.advanceTimersByTime(1000);
      expect(runs).toBe(2);
      job.request();
      job.request();
      expect(runs).toBe(3);
      job.dispose();
      vi.advanceTimersByTime(1000);
      expect(runs).toBe(3);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('headline', () => {
  test.each([
    ['The plan is missing.', 'The plan is missing.'],
    [
      'mortal does not build:\n\u001b[1m\u001b[91merror[E0308]\u001b[0m\u001b[1m: mismatched types\u001b[0m\n  --> src/main.rs:6:28',
      'mortal does not build: error[E0308]: mismatched types.',
    ],
    ['Two things:\n', 'Two things:'],
    ['First line.\nSecond line.', 'First line.'],
  ])('of %j', (message, words) => expect(headline(message)).toBe(words));
});

describe('noticeOf', () => {
  const folders = ['/home/me/shop'];

  test('is one sentence after the other, with paths below the open folder, and leads to the place', () => {
    const plan = '/home/me/shop/alpha/stairstep.json';
    expect(noticeOf(`${plan}:2:3 connections: expected array`, 'Mend the plan.', folders)).toEqual({
      text: 'alpha/stairstep.json:2:3 connections: expected array. Mend the plan.',
      place: { file: plan, line: 2, column: 3 },
    });
  });

  test('has no place where none is said', () => {
    expect(
      noticeOf('The service does not build: error[E0308]: mismatched types.', 'Mend it.', folders),
    ).toEqual({
      text: 'The service does not build: error[E0308]: mismatched types. Mend it.',
    });
    expect(noticeOf('Runs cannot be kept in /home/me/shop/.stairstep.', 'Make room.', folders).text).toBe(
      'Runs cannot be kept in .stairstep. Make room.',
    );
  });
});

test('an error without a way out of it is none that has one', () => {
  const offering = new OfferingError([{ title: 'Show it', command: 'show' }], 'usage', 'Two runs.', 'Wait.');
  expect(offering).toBeInstanceOf(UserError);
  expect(offering).toBeInstanceOf(OfferingError);
  expect(new UserError('usage', 'No plan.', 'Name one.')).not.toBeInstanceOf(OfferingError);
});
