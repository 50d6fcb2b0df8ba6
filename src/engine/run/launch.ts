/** Starts a built service. */
import { access, constants, stat } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { UserError, whyOf } from '../../core/errors';
import type { OutputEvent } from '../../core/run/event';
import { type OwnedProcess, type SpawnOptions, spawnOwned } from '../process/owned';
import { accepts } from '../ready/accepts';
import { waitReady } from '../ready/ready';
import { portOwner } from '../ready/sockets';
import type { RunControl } from './control';
import type { LaunchOptions } from './options';
import { ServiceOutput } from './output';
import type { BuiltService } from './prepare';
import { ownedSubject, type Subject } from './subject';

/** Environment of the service: ours, the plan's, the options', a free `PORT` where nobody set one, the preloads. */
export async function serviceEnvironment(
  built: BuiltService,
  options: LaunchOptions,
): Promise<NodeJS.ProcessEnv> {
  const { plan } = built.loaded;
  const env: NodeJS.ProcessEnv = { ...process.env, ...plan.env, ...options.env };
  delete env.ELECTRON_RUN_AS_NODE;
  env.PORT =
    plan.port === undefined ? (env.PORT ?? String(await freePort())) : (plan.env.PORT ?? String(plan.port));
  if (options.preload && options.preload.length > 0)
    env.LD_PRELOAD = [...options.preload, env.LD_PRELOAD].filter(Boolean).join(' ');
  return env;
}

/** The port that the plan or the options want; undefined where any will do. */
export function wantedPort({ loaded: { plan } }: BuiltService, options: LaunchOptions): number | undefined {
  const port = plan.port ?? Number(options.env?.PORT ?? plan.env.PORT ?? 0);
  return port > 0 ? port : undefined;
}

/** Errors: {@link UserError} that names who holds the port. */
export async function checkPortFree(port: number | undefined): Promise<void> {
  if (port === undefined) return;
  const owner = portOwner(port);
  if (!owner && !(await accepts({ host: '127.0.0.1', port }))) return;
  throw new UserError(
    'environment',
    `Port ${port} is taken by ${owner?.name ?? 'another process'}.`,
    'Stop that process, or give the service another port ("port" in stairstep.json).',
  );
}

/** Launches it. Errors: {@link UserError} `service-failed` where it cannot be started at all. */
export async function launch(
  built: BuiltService,
  env: NodeJS.ProcessEnv,
  control: RunControl,
  onLine: (stream: OutputEvent['stream'], text: string) => void,
): Promise<Subject> {
  const { plan } = built.loaded;
  const binary = built.service.binaryPath;
  const owned = await start(binary, plan.args, { cwd: built.cwd, env, whole: true });
  const output = new ServiceOutput(owned, onLine);
  return ownedSubject(owned, plan.stopTimeout, {
    env,
    binary,
    lastLines: () => output.lastLines(),
    keptLines: () => output.last,
    lostLines: () => output.lost,
    ready: () =>
      waitReady({
        pid: owned.pid,
        port: plan.port,
        preferred: Number(env.PORT),
        health: plan.health,
        requests: plan.requests,
        timeout: plan.readyTimeout,
        signal: control.signal,
        lastLines: () => output.lastLines(),
      }),
  });
}

async function start(binary: string, args: readonly string[], options: SpawnOptions): Promise<OwnedProcess> {
  try {
    await access(binary, constants.X_OK);
    if (!(await stat(binary)).isFile()) throw new Error(`${path.basename(binary)} is not a file`);
    return await spawnOwned(binary, args, options);
  } catch (cause) {
    const why = whyOf(cause);
    throw new UserError(
      'service-failed',
      `${binary} cannot be started: ${why}.`,
      'Build it for this machine and check that it may be executed.',
      { cause },
    );
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
