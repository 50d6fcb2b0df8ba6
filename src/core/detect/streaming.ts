/** The streaming detector: buckets as samples come, the shape from the buckets. */
import type { StepEvent, VerdictEvent } from '../run/event';
import type { Verdict } from '../run/verdict';
import { Buckets } from './buckets';
import type { Detector, DetectorOptions, Ending, Evidence } from './detector';
import { LoadTimeline } from './load';
import { verdictOf } from './verdict';

const NOTHING: readonly never[] = [];

export class StreamingDetector implements Detector {
  private readonly buckets = new Buckets();
  private readonly load = new LoadTimeline();

  constructor(private readonly options: DetectorOptions) {}

  push(evidence: Evidence): readonly (StepEvent | VerdictEvent)[] {
    switch (evidence.kind) {
      case 'sample':
        this.buckets.push(evidence.t, evidence.rss);
        return NOTHING;
      case 'phase':
        this.load.phase(evidence);
        return NOTHING;
      case 'load':
        this.load.load(evidence);
        return NOTHING;
      case 'breakdown':
        return NOTHING;
    }
  }

  finish(ending: Ending = {}): { events: readonly StepEvent[]; verdict: Verdict } {
    this.buckets.finish();
    const verdict = verdictOf(this.buckets, this.load, this.options, ending);
    const t = this.buckets.n > 0 ? (this.buckets.end[this.buckets.n - 1] ?? 0) : 0;
    const events = verdict.steps.map((step): StepEvent => ({ kind: 'step', t, status: 'confirmed', step }));
    return { events, verdict };
  }
}
