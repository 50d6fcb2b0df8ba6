/** Records a process that already runs, with or without load. It is left running. */
import path from 'node:path';
import { UserError } from '../../core/errors';
import { describeMachine } from '../machine/machine';
import { loadPlan } from '../plan/load-plan';
import { processIdentity } from '../process/identity';
import { readStat, readText } from '../process/proc';
import { waitReady } from '../ready/ready';
import { portOwner } from '../ready/sockets';
import { RunFolder } from '../record/run-folder';
import type { RunControl } from './control';
import { defaultDeps, type EngineDeps } from './deps';
import type { RunObserver } from './observer';
import type { AttachOptions, RunHandle } from './options';
import { start } from './profile';
import { Session } from './session';
import type { RunStates } from './state';
import { foreignSubject } from './subject';

export function attach(
  options: AttachOptions,
  observer: RunObserver = {},
  deps: EngineDeps = defaultDeps,
): RunHandle {
  const work = async (control: RunControl, states: RunStates) => {
    const { root, planPath, overrides, seconds, allowRemote = false } = options;
    const pid = findProcess(options);
    const { plan, folder: planFolder, file: planFile } = await loadPlan(planPath, root, overrides);
    const folder = new RunFolder(root);
    folder.prepare();
    const machine = await describeMachine(root);
    const subject = foreignSubject(pid, () =>
      waitReady({
        pid,
        port: options.port ?? plan.port,
        health: plan.health,
        requests: plan.requests,
        timeout: plan.readyTimeout,
        signal: control.signal,
      }),
    );
    const name = nameOf(pid, subject.binary);
    const session = new Session(
      {
        service: { name, ...(subject.binary && { binaryPath: subject.binary }) },
        machine,
        plan,
        planFolder,
        ...(planFile !== undefined && { planFile }),
        load: planFile !== undefined,
        ...(seconds !== undefined && { seconds }),
        folder,
        notes: [],
        allowRemote,
        begin: async () => subject,
      },
      control,
      states,
      observer,
      deps,
    );
    return session.run();
  };
  // without a plan and a time it has no other end
  return options.planPath === undefined && options.seconds === undefined
    ? start(observer, work, { reason: 'completed' })
    : start(observer, work);
}

function findProcess({ pid, port }: AttachOptions): number {
  const found = pid ?? (port === undefined ? undefined : portOwner(port)?.pid);
  if (found !== undefined && /^0 /.test(readText(`/proc/${found}/statm`) ?? ''))
    throw new UserError(
      'usage',
      `Process ${found}, ${readStat(found)?.name}, has no memory of its own: it is a part of the kernel, or has ended.`,
      'Name the process of a program; `pgrep NAME` finds its number.',
    );
  if (found !== undefined && processIdentity(found) !== undefined) return found;
  throw new UserError(
    'usage',
    pid !== undefined
      ? `There is no process ${pid} that can be seen from here.`
      : port === undefined
        ? 'Neither a process nor a port was named.'
        : `No process that can be seen from here listens on port ${port}.`,
    'Name a running process by its pid, or by the port it listens on; one of another user needs that user, or root.',
  );
}

/** The file's name where it has one, since the system cuts the process's own to 15 letters. */
function nameOf(pid: number, binary: string): string {
  return binary === '' || binary.startsWith('/proc/')
    ? (readStat(pid)?.name ?? `pid-${pid}`)
    : path.basename(binary).replace(/\.exe$/i, '');
}
