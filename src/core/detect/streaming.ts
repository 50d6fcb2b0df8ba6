/** The streaming detector: buckets as samples come, steps as they show, the verdict from all buckets. */
import type { StepEvent, VerdictEvent } from '../run/event';
import type { Verdict } from '../run/verdict';
import { LoadTimeline } from './bursts/load';
import { Buckets } from './curve/buckets';
import { at } from './curve/vector';
import type { Detector, DetectorOptions, Ending, Evidence } from './detector';
import { PartsOfMemory } from './judge/breakdown';
import { type Case, completed, verdictOf } from './judge/verdict';
import { LiveSteps } from './live/steps';

type Event = StepEvent | VerdictEvent;
const NOTHING: readonly Event[] = [];

/** Buckets that may be looked at again for free, and what each new bucket adds. */
const CREDIT = 1000;
const EARNED = 0.25;
/** Steps of a verdict in between are confirmed from this confidence on. */
const SURE = 0.75;
/** A verdict on fewer buckets says nothing. */
const FEWEST = 20;

export class StreamingDetector implements Detector {
  private readonly curve = new Buckets();
  private readonly load = new LoadTimeline();
  private readonly all: Case;
  private readonly live: LiveSteps;
  private credit = CREDIT;
  private looked = FEWEST;
  private profile: Verdict['profile'] = 'inconclusive';

  constructor(options: DetectorOptions) {
    this.all = { curve: this.curve, load: this.load, parts: new PartsOfMemory(), options };
    this.live = new LiveSteps(this.all);
  }

  push(evidence: Evidence): readonly Event[] {
    switch (evidence.kind) {
      case 'sample':
        if (evidence.file !== undefined) this.all.parts.addFile(evidence.file);
        return this.curve.push(evidence.t, evidence.rss) ? this.onBucket(evidence.t) : NOTHING;
      case 'phase':
        return this.onPhase(evidence.t, this.load.phase(evidence), evidence.phase === 'burst');
      case 'load':
        this.load.load(evidence);
        return NOTHING;
      case 'breakdown':
        this.all.parts.add(evidence);
        return NOTHING;
    }
  }

  finish(ending: Ending = {}): { events: readonly StepEvent[]; verdict: Verdict } {
    this.curve.finish();
    const draft = verdictOf(this.all, ending);
    const t = this.curve.n > 0 ? at(this.curve.end, this.curve.n - 1) : 0;
    const { events, steps } = this.live.settle(t, draft.steps, draft.seen);
    return { events, verdict: completed(draft, steps) };
  }

  private onBucket(t: number): readonly Event[] {
    this.credit += EARNED;
    const steps = this.live.bucket(t);
    if (this.curve.n < 2 * this.looked) return steps;
    return [...steps, ...this.look(t)];
  }

  private onPhase(t: number, changed: boolean, burst: boolean): readonly Event[] {
    if (!changed || !burst) return NOTHING;
    return [...this.live.restEnded(t), ...this.look(t)];
  }

  /** The verdict so far, where it says something new; nothing where looking would cost more than was saved up. */
  private look(t: number): readonly Event[] {
    if (this.curve.n < FEWEST || this.credit < this.curve.n) return NOTHING;
    this.credit -= this.curve.n;
    this.looked = this.curve.n;
    const draft = verdictOf(this.all);
    const events: Event[] = [
      ...this.live.lasted(t, draft.profile === 'stair-step' && draft.confidence >= SURE ? draft.steps : []),
    ];
    if (draft.profile !== this.profile) {
      this.profile = draft.profile;
      const verdict = completed(draft, this.live.numbered(draft.steps));
      events.push({ kind: 'verdict', t, provisional: true, verdict });
    }
    return events;
  }
}
