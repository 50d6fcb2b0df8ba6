/** Where all events of a run pass: into the recording, and to the detector, whose findings follow them there. */
import type { Detector, Ending, Evidence } from '../../core/detect/detector';
import type { RunEvent } from '../../core/run/event';
import type { HeaderEvent } from '../../core/run/header';
import { LoadSum, type LoadTotals } from '../../core/run/load-totals';
import type { Verdict } from '../../core/run/verdict';
import type { FileRecorder } from '../record/recorder';

type Body = Exclude<RunEvent, HeaderEvent>;

export class RunLog {
  private load = new LoadSum();
  private detector: Detector | undefined;
  /** events that came before the header was known */
  private held: Body[] = [];

  constructor(private readonly recorder: FileRecorder) {}

  /** The header is the first line; what came before it follows. */
  open(header: HeaderEvent, detector: Detector): void {
    this.detector = detector;
    this.load = new LoadSum(header.plan);
    this.write(header);
    const { held } = this;
    this.held = [];
    for (const event of held) this.push(event);
  }

  push(event: Body): void {
    if (!this.detector) {
      this.held.push(event);
      return;
    }
    this.write(event);
    if (event.kind === 'phase') this.load.phase(event);
    if (event.kind === 'load') this.load.add(event);
    if (isEvidence(event)) for (const found of this.detector.push(event)) this.write(found);
  }

  /** The detector's last word, into the log. */
  conclude(t: number, ending: Ending): Verdict {
    if (!this.detector) throw new Error('a log is concluded after it was opened');
    const { events, verdict } = this.detector.finish(ending);
    for (const event of events) this.write(event);
    this.write({ kind: 'verdict', t, provisional: false, verdict });
    return verdict;
  }

  totals(): LoadTotals {
    return this.load.totals();
  }

  private write(event: RunEvent): void {
    this.recorder.append(event);
  }
}

function isEvidence(event: Body): event is Evidence {
  return ['sample', 'phase', 'load', 'breakdown'].includes(event.kind);
}
