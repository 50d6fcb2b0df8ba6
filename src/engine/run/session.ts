/** One recording, from the launch to the verdict. */
import { UserError } from '../../core/errors';
import type { Plan } from '../../core/plan/plan';
import {
  FORMAT,
  type HeaderEvent,
  type Machine,
  type NoteEvent,
  type ServiceInfo,
} from '../../core/run/event';
import { LoadClient } from '../load/load-client';
import { MemoryGuard } from '../machine/guard';
import { cpuSeconds } from '../process/cpu';
import type { Address } from '../ready/ready';
import { FileRecorder } from '../record/recorder';
import type { RunFolder } from '../record/run-folder';
import { BreakdownReader } from '../sampling/breakdown';
import { openMemory } from '../sampling/open-memory';
import { Sampler } from '../sampling/sampler';
import { broken, exited, recordingFailed } from './causes';
import type { Cause, RunControl } from './control';
import type { EngineDeps } from './deps';
import { identifyAllocator } from './identify';
import { checkTarget } from './loopback';
import type { RunObserver } from './observer';
import type { RunResult } from './options';
import { runPhases } from './phases';
import { RunLog } from './run-log';
import type { RunStates } from './state';
import type { Subject } from './subject';
import type { Trial } from './trial';

/** What is recorded, and how. */
export interface Assignment {
  service: ServiceInfo;
  machine: Machine;
  /** rates and limits; its load is sent where `load` is true */
  plan: Plan;
  /** body files are relative to it */
  planFolder: string;
  load: boolean;
  /** seconds to record where there is no load; until stopped where absent */
  seconds?: number;
  folder: RunFolder;
  notes: readonly string[];
  allowRemote: boolean;
  trial?: Trial;
  /** Starts, or takes hold of, what is measured. */
  begin(onLine: (stream: 'stdout' | 'stderr', text: string) => void): Promise<Subject>;
}

const DEFAULT_PAGE = 4096;

export class Session {
  private readonly startedAt = new Date();
  private readonly origin: number;
  private readonly id: string;
  private readonly recorder: FileRecorder;
  private readonly log: RunLog;
  private sampler: Sampler | undefined;

  constructor(
    private readonly work: Assignment,
    private readonly control: RunControl,
    private readonly states: RunStates,
    private readonly observer: RunObserver,
    private readonly deps: EngineDeps,
  ) {
    this.origin = deps.clock();
    this.id = work.folder.freshId(work.service.name, this.startedAt);
    this.recorder = new FileRecorder(work.folder.file(this.id), {
      written: (events, from) => observer.events?.(events, from),
      failed: (error) => control.end(recordingFailed(error)),
    });
    this.log = new RunLog(this.recorder);
    states.listen((state, reason) =>
      this.log.push({ kind: 'state', t: this.now(), state, ...(reason !== undefined && { reason }) }),
    );
  }

  /** Rejects, and leaves nothing, where the service never got ready. */
  async run(): Promise<RunResult> {
    let subject: Subject | undefined;
    try {
      this.states.to('starting');
      subject = await this.work.begin((stream, text) =>
        this.log.push({ kind: 'output', t: this.now(), stream, text }),
      );
      return await this.record(subject);
    } catch (error) {
      this.sampler?.stop();
      await subject?.release();
      if (this.states.current === 'starting') this.recorder.discard();
      else await this.recorder.close();
      throw error;
    }
  }

  private async record(subject: Subject): Promise<RunResult> {
    const { control, work } = this;
    control.onAbort(() => subject.kill());
    subject.exit.then((exit) => control.end(exited(exit)));
    await this.sample(subject);
    const header = await this.header(subject);
    const address = work.load ? await this.ready(subject) : undefined;
    if (control.cause && work.load) throw this.neverReady(subject, control.cause);
    this.states.to('running');
    for (const text of work.notes) this.note('info', text);
    if (address) await this.drive(subject, address).catch((error) => control.end(broken(error)));
    else await control.pause(work.seconds === undefined ? FOREVER : work.seconds * 1000);
    control.end({ reason: 'completed' });
    return await this.finish(subject, header);
  }

  private async sample(subject: Subject): Promise<void> {
    const { work, control, deps } = this;
    const { plan, machine } = work;
    const guard = new MemoryGuard(plan.memoryLimit, deps.clock);
    const target = { pid: subject.pid, tree: plan.tree, pageSize: machine.pageSize ?? DEFAULT_PAGE };
    const memory = await openMemory(target).catch(() => undefined);
    if (!memory) return;
    if (memory.note) this.note('info', memory.note);
    this.sampler = new Sampler({
      source: memory.source,
      hz: plan.hz,
      clock: deps.clock,
      origin: this.origin,
      take: (sample) => {
        this.log.push(sample);
        const text = guard.check(sample.rss);
        if (text !== undefined) control.end({ reason: 'memory-guard', text });
      },
    });
  }

  private async header(subject: Subject): Promise<HeaderEvent> {
    const { work, deps } = this;
    const { machine } = work;
    const allocator = await identifyAllocator(subject);
    const header: HeaderEvent = {
      kind: 'header',
      format: FORMAT,
      id: this.id,
      startedAt: this.startedAt.toISOString(),
      tool: deps.tool,
      service: { ...work.service, pid: subject.pid },
      machine,
      allocator,
      ...(work.load && { plan: work.plan }),
      ...(work.trial && { trial: work.trial }),
    };
    const detector = deps.createDetector({
      cores: machine.cores,
      ...(machine.pageSize !== undefined && { pageSize: machine.pageSize }),
      ...(machine.cgroupLimit !== undefined && { memoryLimit: machine.cgroupLimit }),
      allocator: allocator.name,
    });
    this.log.open(header, detector);
    this.recorder.flush();
    this.observer.file?.(this.recorder.file);
    return header;
  }

  private async ready(subject: Subject): Promise<Address> {
    try {
      const { others, ...address } = await subject.ready();
      checkTarget(address.host, this.work.allowRemote);
      if (others.length > 0)
        this.note(
          'info',
          `The load goes to port ${address.port}; the service also listens on ${others.join(', ')}.`,
        );
      return address;
    } catch (error) {
      throw this.control.cause ? this.neverReady(subject, this.control.cause) : error;
    }
  }

  private neverReady(subject: Subject, { reason, text }: Cause): UserError {
    if (reason === 'interrupted')
      return new UserError(
        'cancelled',
        'Stopped before the service was ready.',
        'Start it again when you like.',
      );
    if (reason !== 'service-exited')
      return new UserError('environment', text ?? 'The run cannot start.', 'Make room, and run this again.');
    const said = subject.lastLines();
    return new UserError(
      'service-failed',
      `${text} That was before it took requests. ${said ? `Its last lines:\n${said}` : 'It printed nothing.'}`,
      'Start it by hand to see what it needs; arguments and environment go into "args" and "env" of stairstep.json.',
    );
  }

  private async drive(subject: Subject, target: Address): Promise<void> {
    const { work, control, deps } = this;
    const { requests, seed, timeout } = work.plan;
    const load = new LoadClient(
      { target, requests, folder: work.planFolder, seed, timeout },
      deps.loadWorker,
    );
    const breakdown = new BreakdownReader(subject.pid, deps.clock);
    const loadReady = load.ready();
    loadReady.catch(() => {});
    try {
      await runPhases(work.plan, {
        control,
        enter: (phase) => this.log.push({ kind: 'phase', t: this.now(), ...phase }),
        breakdown: async () => {
          const parts = await breakdown.read();
          if (parts) this.log.push({ kind: 'breakdown', t: this.now(), ...parts });
        },
        burst: async (order, onTick) => {
          await loadReady;
          return load.burst(order, onTick, control.signal);
        },
        tick: (tick) => this.log.push({ kind: 'load', t: this.now(), ...tick }),
        note: (level, text) => this.note(level, text),
      });
    } finally {
      await load.close();
    }
  }

  private async finish(subject: Subject, header: HeaderEvent): Promise<RunResult> {
    const { reason, text, exit }: Cause = this.control.cause ?? { reason: 'completed' };
    this.sampler?.stop();
    const cpu = cpuSeconds(subject.pid);
    this.states.to('stopping', text);
    if (reason === 'memory-guard') subject.kill();
    const remark = await subject.release();
    if (remark !== undefined && reason !== 'memory-guard') this.note('warning', remark);
    const lost = subject.lostLines();
    if (lost > 0) this.note('info', `${lost} more lines of the service's output were not recorded.`);
    const verdict = this.log.conclude(this.now(), { reason });
    this.states.to(reason === 'disk-full' || reason === 'failed' ? 'failed' : 'ended', text);
    const end = {
      kind: 'end' as const,
      t: this.now(),
      reason,
      ...(exit?.code !== undefined && { exitCode: exit.code }),
      ...(exit?.signal !== undefined && { signal: exit.signal }),
      ...(cpu !== undefined && { cpuSeconds: cpu }),
      ...(text !== undefined && { text }),
    };
    this.log.push(end);
    await this.recorder.close();
    return { file: this.recorder.file, header, end, verdict, load: this.log.totals() };
  }

  private note(level: NoteEvent['level'], text: string): void {
    this.log.push({ kind: 'note', t: this.now(), level, text });
  }

  /** Seconds since the launch. */
  private now(): number {
    return (this.deps.clock() - this.origin) / 1000;
  }
}

/** Milliseconds; a timer cannot wait longer. */
const FOREVER = 2 ** 31 - 1;
