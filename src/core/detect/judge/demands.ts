/** What is missing for a verdict, in plain words. */
import type { Reason } from '../../run/verdict';
import type { CutShort } from '../detector';

export const demands = {
  samples: (): Reason => ({
    code: 'more-samples',
    text: 'A longer record: some minutes of load and rest, a sample a second or more often.',
  }),
  longerLife: (): Reason => ({
    code: 'longer-life',
    text: 'A record of the same process that goes on for several times as long: what warms up stops, a leak goes on.',
  }),
  wholeRecord: (): Reason => ({
    code: 'whole-record',
    text: 'A record that goes on until the last burst has rested: look whether the process ended, or was started anew under another number.',
  }),
  whole: (reason: CutShort): Reason => ({
    code: 'whole-run',
    text: {
      'service-exited': 'A service that lives until its run is over: its last output says what ended it.',
      'memory-guard':
        'A run that stays within the limit of memory: fewer connections, smaller bodies, or a higher limit.',
      interrupted: 'A run that goes on until the load has rested.',
      'disk-full': 'A disk with room for the record.',
      failed: 'A run whose load gets through: what it says above is to be mended first.',
    }[reason],
  }),
  equalBursts: (): Reason => ({
    code: 'equal-bursts',
    text: 'At least three more bursts of the same size after the largest: a leak adds the same each time, fragmentation little and then nothing.',
  }),
  moreRepeats: (): Reason => ({
    code: 'more-repeats',
    text: 'More bursts of the largest size: whether they go on to add, as a leak beside the steps would.',
  }),
  moreBursts: (): Reason => ({
    code: 'more-bursts',
    text: 'Several times as many bursts: a cache that fills stops at its bound, a leak goes on.',
  }),
  largerBursts: (): Reason => ({
    code: 'larger-bursts',
    text: 'Longer bursts, or more requests in each: in these, what one added is too little or too uneven to tell a leak from fragmentation.',
  }),
  moreWork: (): Reason => ({
    code: 'more-work',
    text: 'Several times as many requests: a map or a table without a bound doubles again, each time after twice as many.',
  }),
  work: (): Reason => ({
    code: 'known-work',
    text: 'The connections and requests of each burst: a leak adds in proportion to them, and these bursts added unlike amounts.',
  }),
  connections: (known: boolean): Reason => ({
    code: 'more-connections',
    text: `Bursts of more connections than the first${known ? '' : ', or their numbers'}: fragmentation grows with them, and what a service takes at its first use does not.`,
  }),
  comparison: (): Reason => ({
    code: 'comparison',
    text: 'A comparison of allocators: one that keeps less under the same load shows that it was the allocator, and else the program holds it.',
  }),
  rest: (): Reason => ({
    code: 'longer-rest',
    text: 'A rest of 10 s or more after the load, so that freed memory can go back.',
  }),
  longRest: (): Reason => ({
    code: 'long-rest',
    text: 'A tail of some minutes without a load: whether memory goes on growing in it shows whether a task of its own keeps it.',
  }),
  decay: (variable: string): Reason => ({
    code: 'time-to-decay',
    text: `A background thread for jemalloc (\`${variable}=background_thread:true\`), or rests of more than 10 s with bursts after them: jemalloc returns memory only after that time, and only while the service allocates.`,
  }),
  load: (): Reason => ({
    code: 'known-load',
    text: 'The times of the load: with them, growth can be read against what the load did.',
  }),
  severalAnswers: (): Reason => ({
    code: 'answers-for-each',
    text: 'Longer bursts, or fewer connections, so that each gets several answers; where it gets none, look at the output of the service.',
  }),
  answers: (): Reason => ({
    code: 'answered-requests',
    text: 'Requests that the service answers with success: look at its output and at the paths and bodies of the plan.',
  }),
};
