/** Runs the detector over a recording once more. */

import type { LogSink } from '../run/codec';
import type { RunEvent, SampleEvent } from '../run/event';
import type { SampleFields } from '../run/sample-line';
import type { Verdict } from '../run/verdict';
import type { Detector, Ending } from './detector';
import { createDetector, detectorOptions } from './index';

export class RunReplay implements LogSink {
  private detector: Detector = createDetector();
  private ending: Ending = {};
  /** how many there were so far */
  samples = 0;

  sample({ t, rss, anon, file, shared }: Readonly<SampleFields>): void {
    this.samples++;
    this.detector.push({
      kind: 'sample',
      t,
      rss,
      ...(anon >= 0 && { anon }),
      ...(file >= 0 && { file }),
      ...(shared >= 0 && { shared }),
    });
  }

  event(event: Exclude<RunEvent, SampleEvent>): void {
    if (event.kind === 'header') this.detector = createDetector(detectorOptions(event));
    else if (event.kind === 'phase' || event.kind === 'load' || event.kind === 'breakdown')
      this.detector.push(event);
    else if (event.kind === 'end') this.ending = { reason: event.reason };
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
