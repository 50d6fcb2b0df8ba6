/** A run as it goes, on standard error: one line that changes on a terminal, a line now and then elsewhere. */
import { stripVTControlCharacters } from 'node:util';
import type {
  LoadEvent,
  NoteEvent,
  PhaseEvent,
  RunEvent,
  RunStateName,
  SampleEvent,
  StepEvent,
} from '../core/run/event';
import { phaseText } from '../core/run/phase-text';
import { formatBytes, formatCount, formatSeconds } from '../core/units';
import type { RunObserver } from '../engine/index';
import { formatRate, plainText, stepCause, stepLabel } from '../report/words';
import type { Io } from './io';
import { terminalLook } from './io';
import { awaitedBefore, secondsOf } from './live-plan';
import { Sparkline } from './sparkline';

/** Seconds of the run between two lines: on a terminal, within a phase, at a new phase. */
const REDRAW = 0.2;
const PLAIN_EVERY = 10;
const PLAIN_LEAST = 1;

/** What cargo says while another build has its lock, for minutes perhaps. */
const BLOCKED = 'Blocking ';

export type StateWords = Readonly<Partial<Record<RunStateName, string>>>;

const LAUNCHED: StateWords = {
  building: 'Building the service',
  starting: 'Starting it',
  stopping: 'Stopping it; Ctrl-C does so at once',
};
/** Of a process that was there before, and stays. */
export const ATTACHED: StateWords = {
  starting: 'Recording it; it is left running',
  stopping: 'The recording ends',
};

export class LiveView implements RunObserver {
  private readonly look: ReturnType<typeof terminalLook>;
  private readonly changing: boolean;
  private readonly spark = new Sparkline();
  /** of the load, where there is one */
  private bursts: number | undefined;
  private awaited: string | undefined;
  /** seconds that the phases of the plan take, where it says so */
  private planned: number | undefined;
  /** second at which the run will be over */
  private over: number | undefined;
  private phase: PhaseEvent | undefined;
  private newest: SampleEvent | undefined;
  private load: LoadEvent | undefined;
  private peak = 0;
  private shownAt = Number.NEGATIVE_INFINITY;
  /** ids of steps that were told and stand */
  private readonly told = new Set<number>();

  constructor(
    private readonly io: Io,
    private readonly words: StateWords = LAUNCHED,
  ) {
    this.look = terminalLook(io, io.stderr);
    this.changing = io.stderr.isTTY === true && io.env.TERM !== 'dumb';
  }

  state(state: RunStateName): void {
    const words = this.words[state];
    if (words !== undefined) this.say(words);
  }

  progress(text: string): void {
    const plain = plainText(stripVTControlCharacters(text));
    if (this.changing) this.status(plain);
    else if (plain.startsWith(BLOCKED)) this.say(plain);
  }

  events(events: readonly RunEvent[]): void {
    for (const event of events) this.take(event);
    this.draw();
  }

  private take(event: RunEvent): void {
    switch (event.kind) {
      case 'header':
        this.bursts = event.plan?.connections.length;
        this.planned = event.plan && secondsOf(event.plan);
        this.awaited = event.plan && awaitedBefore(event.plan);
        break;
      case 'phase':
        if (this.phase === undefined && this.planned !== undefined) this.over = event.t + this.planned;
        this.phase = event;
        this.load = undefined;
        break;
      case 'load':
        this.load = event;
        break;
      case 'sample':
        this.newest = event;
        this.peak = Math.max(this.peak, event.rss);
        this.spark.push(event.t, event.rss);
        break;
      case 'step':
        this.step(event);
        break;
      case 'note':
        this.note(event);
        break;
    }
  }

  /** Leaves the terminal on a fresh line. */
  close(): void {
    this.status('');
  }

  private draw(): void {
    if (this.newest === undefined) return;
    const { t, rss } = this.newest;
    const newPhase = this.phase !== undefined && this.phase.t >= this.shownAt;
    const wait = this.changing ? REDRAW : newPhase ? PLAIN_LEAST : PLAIN_EVERY;
    if (t - this.shownAt < wait) return;
    this.shownAt = t;
    const text = this.line(t, rss);
    if (this.changing) this.status(text);
    else this.say(text);
  }

  private line(t: number, rss: number): string {
    const rps = this.load && this.load.dt > 0 ? this.load.requests / this.load.dt : undefined;
    const failed = this.load ? this.load.errors + this.load.non2xx : 0;
    const time = formatSeconds(t).padStart(6);
    const parts = [
      this.over === undefined || t > this.over ? time : `${time} of ${formatSeconds(this.over)}`,
      ...this.phaseText(),
      `RSS ${formatBytes(rss)}`,
    ];
    const more = [
      ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
      ...(rps === undefined ? [] : [`${formatRate(rps)} requests/s`]),
      `peak ${formatBytes(this.peak)}`,
    ];
    const between = this.look.unicode ? ' · ' : ' - ';
    const fits = (text: string) => !this.changing || text.length <= this.width;
    let text = parts.join(between);
    // what there is no room for is left out whole: a figure without its unit would be another
    for (const part of more) if (fits(`${text}${between}${part}`)) text = `${text}${between}${part}`;
    const drawn = `${text}  ${this.spark.text()}`;
    return this.changing && this.look.unicode && fits(drawn) ? drawn : text;
  }

  /** Nothing where no load is sent. */
  private phaseText(): string[] {
    if (this.phase === undefined) return this.awaited === undefined ? [] : [`waiting until ${this.awaited}`];
    return [phaseText(this.phase, this.bursts)];
  }

  /** Without a number: which it has in the report, where they stand in the order of time, is known at the end. */
  private step({ status, step }: StepEvent): void {
    if (status === 'retracted') {
      this.told.delete(step.id);
      this.say(`step retracted: +${formatBytes(step.kept)} ${stepCause(step)} did not stand`);
      return;
    }
    // a provisional one is told again when its size is known better, and would look like another
    const now = status === 'provisional' && this.told.has(step.id) ? 'now ' : '';
    this.told.add(step.id);
    this.say(`step ${status}: ${now}${stepLabel(step)}`);
  }

  private note({ level, text }: NoteEvent): void {
    this.say(`${level === 'info' ? 'note' : level}: ${plainText(text)}`);
  }

  private say(text: string): void {
    if (this.changing) this.io.stderr.write('\r\u001b[2K');
    this.io.stderr.write(`${text}\n`);
  }

  private status(text: string): void {
    if (!this.changing) return;
    this.io.stderr.write(`\r\u001b[2K${[...text].slice(0, this.width).join('')}`);
  }

  /** Characters of a line that does not make the terminal go on to the next. */
  private get width(): number {
    return (this.io.stderr.columns || this.look.width) - 1;
  }
}
