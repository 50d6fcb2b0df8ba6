/** Runs the detector over a recording once more. */

import type { LogSink } from '../run/codec';
import type { RunEvent, SampleEvent } from '../run/event';
import { RunFold } from '../run/fold';
import { type SampleFields, sampleOf } from '../run/sample-line';
import type { Verdict } from '../run/verdict';
import type { Detector, Ending } from './detector';
import { createDetector, detectorOptions } from './index';

export class RunReplay implements LogSink {
  private detector: Detector = createDetector();
  private ending: Ending = {};
  /** how many there were so far */
  samples = 0;

  sample(fields: Readonly<SampleFields>): void {
    this.samples++;
    this.detector.push(sampleOf(fields));
  }

  event(event: Exclude<RunEvent, SampleEvent>): void {
    if (event.kind === 'header') this.detector = createDetector(detectorOptions(event));
    else if (event.kind === 'phase' || event.kind === 'load' || event.kind === 'breakdown')
      this.detector.push(event);
    else if (event.kind === 'end') this.ending = event.reason === 'unknown' ? {} : { reason: event.reason };
  }

  /** The verdict. May be called once, and not after `finish`. */
  verdict(): Verdict {
    return this.detector.finish(this.ending).verdict;
  }

  /** The same as events at time `t`, with the steps it decided on. */
  finish(t: number): Exclude<RunEvent, SampleEvent>[] {
    const { events, verdict } = this.detector.finish(this.ending);
    const steps = verdict.steps.map((step) => ({ kind: 'step', t, status: 'confirmed', step }) as const);
    return [...events, ...steps, { kind: 'verdict', t, provisional: false, verdict }];
  }
}

export interface WholeRun {
  run: RunFold;
  /** events of `run` that its log lacks: the verdict on what it holds, with the steps */
  added: Exclude<RunEvent, SampleEvent>[];
}

/** A run with its verdict, also where it was cut off before it had one. `read` hands the whole log to a sink, each time anew. */
export async function wholeRun(read: (sink: LogSink) => Promise<void>): Promise<WholeRun> {
  const run = new RunFold();
  await read(run);
  if (run.verdict !== undefined && !run.provisional) return { run, added: [] };
  const replay = new RunReplay();
  await read(replay);
  const added = replay.finish(run.now);
  for (const event of added) run.push(event);
  return { run, added };
}
