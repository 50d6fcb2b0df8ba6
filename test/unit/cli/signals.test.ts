import { expect, it } from 'vitest';
import { hearingSignals } from '../../../src/cli/signals';

const listeners = () => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => process.listenerCount(signal));

it('hears every signal while the work goes on, from its first moment, and none after it', async () => {
  const before = listeners();
  let heard = 0;
  const work = hearingSignals(async (asked) => {
    expect(listeners()).toEqual(before.map((count) => count + 1));
    asked.on('signal', () => heard++);
    process.emit('SIGHUP', 'SIGHUP');
    await Promise.resolve();
    process.emit('SIGTERM', 'SIGTERM');
    throw new Error('it failed');
  });
  await expect(work).rejects.toThrow('it failed');
  expect(heard).toBe(2);
  expect(listeners()).toEqual(before);
});
