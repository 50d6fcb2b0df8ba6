/** Builds, launches, loads and records a service. */
import path from 'node:path';
import { UserError } from '../../core/errors';
import { canFollow } from '../../core/run/machine';
import { describeMachine } from '../machine/machine';
import { Leftovers, OWNED } from '../process/leftovers';
import { RunFolder } from '../record/run-folder';
import { type Cause, RunControl } from './control';
import { defaultDeps, type EngineDeps } from './deps';
import { checkPortFree, launch, serviceEnvironment, wantedPort } from './launch';
import type { RunObserver } from './observer';
import type { LaunchOptions, ProfileOptions, RunHandle, RunResult } from './options';
import { type BuiltService, prepareService } from './prepare';
import { Session } from './session';
import { RunStates } from './state';

/** Builds and runs. */
export function profile(
  options: ProfileOptions,
  observer: RunObserver = {},
  deps: EngineDeps = defaultDeps,
): RunHandle {
  return start(observer, async (control, states) => {
    const built = await prepareService(options, observer, control.signal, () => states.to('building'));
    return runBuilt(built, options, control, states, observer, deps);
  });
}

/** Runs what was built before: a comparison builds once and runs often. */
export function runService(
  built: BuiltService,
  options: LaunchOptions = {},
  observer: RunObserver = {},
  deps: EngineDeps = defaultDeps,
): RunHandle {
  return start(observer, (control, states) => runBuilt(built, options, control, states, observer, deps));
}

const STOPPED: Cause = { reason: 'interrupted', text: 'Stopped by the user.' };

/** A handle on work that can be stopped, which is `stopped` then; a failure is a state before it is an error. */
export function start(
  observer: RunObserver,
  work: (control: RunControl, states: RunStates) => Promise<RunResult>,
  stopped = STOPPED,
): RunHandle {
  const control = new RunControl();
  const states = new RunStates();
  states.listen((state, reason) => observer.state?.(state, reason));
  const done = work(control, states).catch((error: Error) => {
    if (canFollow(states.current, 'failed')) states.to('failed', error.message);
    throw error;
  });
  return {
    done,
    get state() {
      return states.current;
    },
    stop: () => control.end(stopped),
    abort: () => control.abort(),
  };
}

async function runBuilt(
  built: BuiltService,
  options: LaunchOptions,
  control: RunControl,
  states: RunStates,
  observer: RunObserver,
  deps: EngineDeps,
): Promise<RunResult> {
  const { plan, folder: planFolder, file: planFile } = built.loaded;
  const folder = new RunFolder(built.root);
  folder.prepare();
  const leftovers = new Leftovers(path.join(folder.home, OWNED));
  const ended = leftovers.end().map((name) => `Ended ${name}, left by an earlier run that was killed.`);
  const busy = leftovers
    .busy()
    .map(
      (name) =>
        `Another run is under way here, of ${name}: the two measure each other, in throughput and latency most.`,
    );
  await checkPortFree(wantedPort(built, options));
  const [machine, env] = await Promise.all([describeMachine(built.home), serviceEnvironment(built, options)]);
  if (control.cause) throw cancelled();
  let forget = () => {};
  const session = new Session(
    {
      service: built.service,
      machine,
      plan,
      planFolder,
      ...(planFile !== undefined && { planFile }),
      load: true,
      cwd: built.cwd,
      folder,
      notes: [...built.notes, ...ended, ...busy],
      allowRemote: options.allowRemote ?? false,
      ...(options.trial && { trial: options.trial }),
      begin: async (onLine) => {
        const subject = await launch(built, env, control, onLine);
        forget = leftovers.note(built.service.name, subject.pid);
        return subject;
      },
    },
    control,
    states,
    observer,
    deps,
  );
  try {
    return await session.run();
  } finally {
    forget();
  }
}

function cancelled(): UserError {
  return new UserError(
    'cancelled',
    'Stopped before the service was started.',
    'Start it again when you like.',
  );
}
