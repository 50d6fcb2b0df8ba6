/** One recording, from the launch to the verdict. */
import type { EndEvent } from '../../core/run/event';
import type { HeaderEvent } from '../../core/run/header';
import { cpuSeconds } from '../process/cpu';
import type { Sampler } from '../sampling/sampler';
import type { Assignment } from './assignment';
import { broken, exited } from './causes';
import type { Cause, RunControl } from './control';
import type { EngineDeps } from './deps';
import { drive } from './drive';
import type { RunObserver } from './observer';
import type { RunResult } from './options';
import { Recording } from './recording';
import { awaitReady, neverReady, type RunContext, startSampling, writeHeader } from './set-up';
import type { RunStates } from './state';
import type { Subject } from './subject';

export class Session {
  private readonly context: RunContext;
  private sampler: Sampler | undefined;

  constructor(
    work: Assignment,
    control: RunControl,
    private readonly states: RunStates,
    observer: RunObserver,
    deps: EngineDeps,
  ) {
    const recording = new Recording(work, control, observer, deps.clock);
    this.context = { work, control, recording, deps };
    states.listen((state, reason) =>
      recording.log.push({
        kind: 'state',
        t: recording.now(),
        state,
        ...(reason !== undefined && { reason }),
      }),
    );
  }

  /** Rejects, and leaves nothing, where the service never got ready. */
  async run(): Promise<RunResult> {
    const { work, recording } = this.context;
    let subject: Subject | undefined;
    try {
      this.states.to('starting');
      subject = await work.begin((stream, text) =>
        recording.log.push({ kind: 'output', t: recording.now(), stream, text }),
      );
      return await this.record(subject);
    } catch (error) {
      this.sampler?.stop();
      await subject?.release((text) => recording.note('info', text));
      if (this.states.current === 'starting') recording.discard();
      else await recording.close();
      throw error;
    }
  }

  private async record(subject: Subject): Promise<RunResult> {
    const { control, work, recording } = this.context;
    control.onAbort(() => subject.kill());
    subject.exit.then((exit) => control.end(exited(exit)));
    this.sampler = await startSampling(this.context, subject);
    const header = await writeHeader(this.context, subject);
    const address = work.load ? await awaitReady(this.context, subject) : undefined;
    if (control.cause && work.load) throw await neverReady(this.context, subject, control.cause);
    this.states.to('running');
    for (const text of work.notes) recording.note('info', text);
    if (address) await drive(this.context, subject, address).catch((error) => control.end(broken(error)));
    else await control.pause((work.seconds ?? Number.POSITIVE_INFINITY) * 1000);
    control.end({ reason: 'completed' });
    return this.finish(subject, header);
  }

  private async finish(subject: Subject, header: HeaderEvent): Promise<RunResult> {
    const { control, recording } = this.context;
    const { reason, text, exit }: Cause = control.cause ?? { reason: 'completed' };
    this.sampler?.stop();
    const children = this.sampler?.childrenAtPeak;
    const cpu = cpuSeconds(subject.pid);
    this.states.to('stopping', text);
    if (reason === 'memory-guard') subject.kill();
    const remark = await subject.release((text) => recording.note('info', text));
    if (remark !== undefined && reason !== 'memory-guard') recording.note('warning', remark);
    const lost = subject.lostLines();
    if (lost > 0) recording.note('info', `${lost} more lines of the service's output were not recorded.`);
    const verdict = recording.log.conclude(recording.now(), { reason });
    this.states.to(reason === 'disk-full' || reason === 'failed' ? 'failed' : 'ended', text);
    const end: EndEvent = {
      kind: 'end',
      t: recording.now(),
      reason,
      ...(exit?.code !== undefined && { exitCode: exit.code }),
      ...(exit?.signal !== undefined && { signal: exit.signal }),
      ...(cpu !== undefined && { cpuSeconds: cpu }),
      ...(children && { childrenAtPeak: children }),
      ...(text !== undefined && { text }),
    };
    recording.log.push(end);
    await recording.close();
    return {
      file: recording.file,
      header,
      end,
      verdict,
      load: recording.log.totals(),
    };
  }
}
