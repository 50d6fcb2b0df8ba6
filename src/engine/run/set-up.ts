/** What stands before a run can be driven: sampling, the header, the address that takes the load. */
import { detectorOptions } from '../../core/detect/options';
import { UserError } from '../../core/errors';
import { FORMAT, type HeaderEvent } from '../../core/run/header';
import { authorityOf } from '../load/protocol';
import { MemoryGuard } from '../machine/guard';
import { readStat } from '../process/proc';
import { portTaken } from '../ready/port-taken';
import type { Address } from '../ready/sockets';
import { portablePath } from '../record/portable-path';
import { openMemory } from '../sampling/open-memory';
import { Sampler } from '../sampling/sampler';
import type { Assignment } from './assignment';
import type { Cause, RunControl } from './control';
import type { EngineDeps } from './deps';
import { identifyAllocator } from './identify';
import { checkTarget } from './loopback';
import type { Recording } from './recording';
import type { Subject } from './subject';

const DEFAULT_PAGE = 4096;

/** One run: what is to be done, what can end it, where it is recorded. */
export interface RunContext {
  work: Assignment;
  control: RunControl;
  recording: Recording;
  deps: EngineDeps;
}

/** Samples from here on; undefined where the process is already gone. */
export async function startSampling(
  { work, control, recording, deps }: RunContext,
  subject: Subject,
): Promise<Sampler | undefined> {
  const { plan, machine } = work;
  const guard = new MemoryGuard(plan.memoryLimit, deps.clock);
  const target = { pid: subject.pid, tree: plan.tree, pageSize: machine.pageSize ?? DEFAULT_PAGE };
  const memory = await openMemory(target).catch(() => undefined);
  if (!memory) return undefined;
  if (memory.note) recording.note('info', memory.note);
  return new Sampler({
    source: memory.source,
    hz: plan.hz,
    clock: deps.clock,
    origin: recording.origin,
    take: (sample) => {
      recording.log.push(sample);
      const text = guard.check(sample.rss);
      if (text !== undefined) control.end({ reason: 'memory-guard', text });
    },
  });
}

/** Opens the recording; names the allocator that is really in the process. */
export async function writeHeader(
  { work, recording, deps }: RunContext,
  subject: Subject,
): Promise<HeaderEvent> {
  const { machine, planFile } = work;
  const allocator = await identifyAllocator(subject);
  const header: HeaderEvent = {
    kind: 'header',
    format: FORMAT,
    id: recording.id,
    startedAt: recording.startedAt.toISOString(),
    tool: deps.tool,
    service: { ...work.service, pid: subject.pid },
    machine,
    allocator,
    ...(work.load && { plan: work.plan }),
    ...(work.load && planFile !== undefined && { planFile: portablePath(work.folder.root, planFile) }),
    ...(work.trial && { trial: work.trial }),
  };
  const detector = deps.createDetector(detectorOptions(header));
  recording.open(header, detector);
  return header;
}

/** Where the load goes, once the service takes requests. Errors: {@link UserError} where it never does. */
export async function awaitReady(context: RunContext, subject: Subject): Promise<Address> {
  const { work, control, recording } = context;
  try {
    const { others, ...address } = await subject.ready();
    checkTarget(address.host, work.allowRemote);
    const beside =
      others.length > 0
        ? `; the service also listens on port ${others.join(', ')}: where that is the one that is meant, name it by --port or as "port" in stairstep.json`
        : '';
    recording.note('info', `The load goes to ${authorityOf(address)}${beside}.`);
    return address;
  } catch (error) {
    if (control.cause) throw await neverReady(context, subject, control.cause);
    const isDeaf = error instanceof UserError && error.code === 'service-failed';
    throw (isDeaf ? withoutPort(context, subject) : undefined) ?? error;
  }
}

/** What is told of a run that ended before the service took requests. */
export async function neverReady(
  context: RunContext,
  subject: Subject,
  { reason, text, early, exit }: Cause,
): Promise<UserError> {
  const { work } = context;
  if (reason === 'interrupted')
    return new UserError(
      'cancelled',
      'Stopped before the service was ready.',
      'Start it again when you like.',
    );
  if (reason !== 'service-exited')
    return new UserError(
      'environment',
      early ?? text ?? 'The run cannot start.',
      'Make room, and run this again.',
    );
  await subject.drained;
  const taken = withoutPort(context, subject);
  if (taken) return taken;
  const [left] = exit?.code === 0 ? subject.family() : [];
  if (left !== undefined)
    return new UserError(
      'service-failed',
      `${text} It had gone into the background, as ${readStat(left)?.name ?? 'a process'} (pid ${left}): what is measured has to stay in the foreground.`,
      'Give it what keeps it there, such as --foreground, by "args" or "env" of stairstep.json; or start it by hand and record it with `stairstep attach`.',
    );
  const said = subject.lastLines();
  return new UserError(
    'service-failed',
    `${text} That was before it took requests. ${said ? `Its last lines:\n${said}` : 'It printed nothing.'}`,
    `Start it by hand to see what it needs; arguments and environment go into "args" and "env" of stairstep.json.${ranIn(work)}`,
  );
}

/** A config file that it does not find may be another folder's. */
function ranIn({ cwd }: Assignment): string {
  return cwd === undefined
    ? ''
    : ` It runs in ${cwd}, where its relative paths begin: "cwd" of stairstep.json names another folder.`;
}

function withoutPort({ work: { plan } }: RunContext, subject: Subject): UserError | undefined {
  const { args } = plan;
  return portTaken({ lines: subject.keptLines(), args, env: subject.env }, subject.lastLines());
}
