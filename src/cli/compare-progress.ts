/** How a comparison goes, on standard error: one line that is rewritten on a terminal, else a line a trial. */
import type { ComparisonEvent } from '../core/compare/event';
import { formatBytes, formatSeconds } from '../core/units';
import type { CompareObserver, CompareProgress } from '../engine/compare/options';
import { firstLine, plainText } from '../report/words';
import { type Io, terminalLook } from './io';

const CLEAR_LINE = '\r\u001b[K';

export class CompareView implements CompareObserver {
  private readonly labels = new Map<string, string>();
  private built = '';
  private repeats = 1;
  private lastReason = '';

  constructor(private readonly io: Io) {}

  event(event: ComparisonEvent): void {
    switch (event.kind) {
      case 'comparison':
        for (const { id, label } of event.trials) this.labels.set(id, label);
        this.repeats = event.repeats;
        break;
      case 'trial-started':
        this.say(
          `${this.label(event.trial)}: ${this.repeats === 1 ? 'running' : `run ${event.repeat} of ${this.repeats}`}`,
        );
        break;
      case 'trial-finished': {
        const { retained, profile } = event.measure;
        this.say(`${this.label(event.trial)}: ${profile}, keeps ${formatBytes(retained)}`);
        break;
      }
      case 'trial-failed':
      case 'trial-skipped':
        this.say(
          `${this.label(event.trial)}: ${event.kind === 'trial-failed' ? 'failed' : 'left out'}${this.why(event)}`,
        );
        break;
      case 'finished':
        break;
      default:
        event satisfies never;
    }
  }

  progress({ label, doing, text, done, total, secondsLeft }: CompareProgress): void {
    if (this.io.stderr.isTTY !== true) {
      if (doing === 'building' && this.built !== label) {
        this.built = label;
        this.say(`${plainText(label)}: building`);
      }
      return;
    }
    const count = total > 0 ? [`${done + 1} of ${total}`] : [];
    const left = secondsLeft === undefined ? [] : [`${formatSeconds(Math.round(secondsLeft))} left`];
    this.io.stderr.write(
      CLEAR_LINE + this.fitting([...count, label, text, ...left], [...count, label, ...left], [label]),
    );
  }

  /** The first of these lines that there is room for: a figure that is cut would be another one. */
  private fitting(...lines: (readonly string[])[]): string {
    const { width, unicode } = terminalLook(this.io, this.io.stderr);
    const texts = lines.map((parts) => plainText(parts.join(unicode ? ' · ' : ' - ')));
    return texts.find(({ length }) => length < width) ?? texts.at(-1)?.slice(0, width - 1) ?? '';
  }

  /** Leaves the terminal clean. */
  close(): void {
    if (this.io.stderr.isTTY === true) this.io.stderr.write(CLEAR_LINE);
  }

  private label(id: string): string {
    return plainText(this.labels.get(id) ?? id);
  }

  /** One cause may leave out all trials at once. */
  private why({ reason, remedy }: { reason: string; remedy: string }): string {
    const isKnown = reason === this.lastReason;
    this.lastReason = reason;
    return isKnown ? ', for the same reason.' : `. ${plainText(firstLine(reason))} ${remedy}`;
  }

  private say(text: string): void {
    this.close();
    this.io.stderr.write(`${text}\n`);
  }
}
