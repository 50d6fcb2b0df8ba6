/** A recording under way: its file, its log and its clock. */
import type { Detector } from '../../core/detect/detector';
import type { NoteEvent } from '../../core/run/event';
import type { HeaderEvent } from '../../core/run/header';
import { FileRecorder } from '../record/recorder';
import type { Assignment } from './assignment';
import { recordingFailed } from './causes';
import type { RunControl } from './control';
import type { RunObserver } from './observer';
import { RunLog } from './run-log';

export class Recording {
  readonly startedAt = new Date();
  /** milliseconds of the clock at t = 0 */
  readonly origin: number;
  readonly id: string;
  readonly log: RunLog;
  private readonly recorder: FileRecorder;

  constructor(
    { folder, service }: Assignment,
    control: RunControl,
    private readonly observer: RunObserver,
    /** milliseconds, monotonic */
    private readonly clock: () => number,
  ) {
    this.origin = clock();
    this.id = folder.freshId(service.name, this.startedAt);
    this.recorder = new FileRecorder(folder.file(this.id), {
      written: (events, from) => observer.events?.(events, from),
      failed: (error) => control.end(recordingFailed(error)),
    });
    this.log = new RunLog(this.recorder);
  }

  get file(): string {
    return this.recorder.file;
  }

  /** Seconds since the launch. */
  now(): number {
    return (this.clock() - this.origin) / 1000;
  }

  note(level: NoteEvent['level'], text: string): void {
    this.log.push({ kind: 'note', t: this.now(), level, text });
  }

  /** From here on the file can be read. */
  open(header: HeaderEvent, detector: Detector): void {
    this.log.open(header, detector);
    this.recorder.flush();
    this.observer.file?.(this.file);
  }

  close(): Promise<void> {
    return this.recorder.close();
  }

  /** Removes the file: the run never really started. */
  discard(): void {
    this.recorder.discard();
  }
}
