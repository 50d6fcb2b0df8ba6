/** What is true of the record of a run, and of the run as a whole, in plain words. */
import type { Reason } from '../../run/verdict';
import { formatBytes, formatCount, formatSeconds } from '../../units';
import { plural } from './phrases';

export const circumstances = {
  startup: (growth: number): Reason => ({
    code: 'start-up',
    text: `${formatBytes(growth)} came with the start-up and count as baseline.`,
    numbers: { growth },
  }),
  earlyRise: (growth: number, seconds: number): Reason => ({
    code: 'early-rise',
    text: `${formatBytes(growth)} came within the first ${formatSeconds(seconds)} of the record: a start-up, or the first burst of a load that is not known.`,
    numbers: { growth, seconds },
  }),
  startupFreed: (freed: number): Reason => ({
    code: 'start-up',
    text: `${formatBytes(freed)} came with the start-up and went back at once; they do not count.`,
    numbers: { freed },
  }),
  restarted: (lives: number): Reason => ({
    code: 'restarted',
    text: `The process started anew ${plural(lives - 1, 'time')}; each life was judged by itself.`,
    numbers: { lives },
  }),
  grewInEachLife: (lives: number, growth: number): Reason => ({
    code: 'grew-in-each-life',
    text: `Each of ${lives} lives grew in a line, by ${formatBytes(growth)} on average, until it ended: none met a bound.`,
    numbers: { lives, growth },
  }),
  endedEachDay: (lives: number, growth: number): Reason => ({
    code: 'ended-each-day',
    text: `Each of ${lives} lives grew, by ${formatBytes(growth)} on average, and ended within about a day: whether it had met a bound, or its load had gone down for the night, cannot be seen.`,
    numbers: { lives, growth },
  }),
  fellBack: (times: number): Reason => ({
    code: 'fell-back',
    text: `Memory fell back ${plural(times, 'time')} at once, to about where it had begun: taken here for a process that started anew. Where a garbage collector ran, or a job that had gathered it ended, memory is healthy.`,
    numbers: { times },
  }),
  memoryLimit: (peak: number, limit: number): Reason => ({
    code: 'memory-limit',
    text: `Memory reached ${formatBytes(peak)} of the ${formatBytes(limit)} it may have.`,
    numbers: { peak, limit },
  }),
  requestsFailed: (failed: number, requests: number): Reason => ({
    code: 'requests-failed',
    text: `${formatCount(failed)} of ${formatCount(requests)} requests failed, so the load was not the one that was meant.`,
    numbers: { failed, requests },
  }),
  hardlyAnswered: (hardly: number, bursts: number): Reason => ({
    code: 'hardly-answered',
    text: `${hardly} of ${plural(bursts, 'burst')} brought less than one good answer a connection: the service was hardly used.`,
    numbers: { hardly, bursts },
  }),
  unseenLoad: (unseen: number, bursts: number): Reason => ({
    code: 'unseen-load',
    text: `The record ended before ${unseen} of ${plural(bursts, 'burst')} began.`,
    numbers: { unseen, bursts },
  }),
  endedEarly: (why: string): Reason => ({
    code: 'ended-early',
    text: `The run ended before the load had rested: ${why}.`,
  }),
  loadUnknown: (): Reason => ({
    code: 'load-unknown',
    text: 'The load is not known: a rise that lasts counts as kept, and whether it would outlive the load cannot be said.',
  }),
  whatGrew: (part: string, bytes: number): Reason => ({
    code: 'what-grew',
    text: `What grew most is ${part}: ${formatBytes(bytes)}.`,
    numbers: { bytes },
  }),
  filesMapped: (bytes: number, kept: number): Reason => ({
    code: 'files-mapped',
    text: `Of ${formatBytes(kept)} that stayed, ${formatBytes(bytes)} are pages of files that the service mapped: no allocator holds such pages.`,
    numbers: { bytes, kept },
  }),
  blocksHeld: (): Reason => ({
    code: 'blocks-held',
    text: 'The system allocator gives such blocks back as soon as they are freed, so the program holds them: a map, a table or buffers that doubled their room, or the stacks of its threads, with a bound or without.',
  }),
  doubling: (count: number): Reason => ({
    code: 'doubling-rises',
    text: `${count} rises, each about twice the one before and after about twice the time: a table or a vector that fills doubles its room so, whatever the allocator.`,
    numbers: { count },
  }),
  fullAtOnce: (): Reason => ({
    code: 'first-burst-only',
    text: 'All of it came with the first burst, and no later one had more connections or moved memory: a cache or a pool that is full at once looks the same.',
  }),
  fullEarly: (): Reason => ({
    code: 'full-early',
    text: 'All of it came with the first bursts, and far more connections added nothing: a cache or a store that is full looks the same.',
  }),
  fewRepeats: (): Reason => ({
    code: 'few-repeats',
    text: 'The repeats are few, and bursts before them added far more for their work: a heap that has not met its high-water mark yet looks the same.',
  }),
  oneRise: (): Reason => ({
    code: 'one-rise',
    text: 'It is one rise, the first of the record: what a service takes once, at its first use or for a cache that is full at once, looks the same.',
  }),
  tooShort: (samples: number, seconds: number): Reason => ({
    code: 'too-short',
    text:
      samples < 2
        ? samples === 0
          ? 'There is no sample of a process that lives.'
          : 'One sample cannot show a shape.'
        : `${samples} samples in ${formatSeconds(seconds)} cannot show a shape.`,
    numbers: { samples, seconds },
  }),
  noRest: (): Reason => ({
    code: 'no-rest',
    text: 'The load never rested, so what is kept after it cannot be seen.',
  }),
};
