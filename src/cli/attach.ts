/** `stairstep attach`: record a process that already runs. */
import path from 'node:path';
import { type AttachOptions, attach } from '../engine/index';
import { integerOption, numberOption, readArgs, usage } from './args';
import { BUDGET_HELP, BUDGET_OPTIONS, readBudget } from './budget';
import { conduct } from './conduct';
import { EXIT, type Io } from './io';
import { ATTACHED } from './live-view';
import { LOAD_HELP, loadOptionsIn, planOverrides, RUN_HELP, RUN_OPTIONS } from './plan-options';

const HELP = `stairstep attach PID [options]
stairstep attach --port N [options]

Records the resident memory of a process that already runs, and leaves it running. Sends load where a plan is named.

  --plan FILE            load to send; none where left out
  --seconds N            how long to record without a plan; until Ctrl-C where left out
${RUN_HELP}
  --json                 print the result as JSON
${BUDGET_HELP}

With --plan, over what it says:
${LOAD_HELP}
  --allow-remote         allow load to an address that is not loopback

Ctrl-C ends the recording with all it has; without --plan and --seconds that is its end: exit code 0, or 1 over budget.
`;

export async function runAttach(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs('attach', argv, {
    ...RUN_OPTIONS,
    ...BUDGET_OPTIONS,
    plan: { type: 'string' },
    seconds: { type: 'string' },
    'allow-remote': { type: 'boolean' },
    json: { type: 'boolean' },
  });
  if (values.help) {
    io.stdout.write(HELP);
    return EXIT.done;
  }
  const pid = pidArgument(positionals[0]);
  const port = integerOption('port', values.port, 1);
  if (positionals.length > 1 || (pid === undefined && port === undefined))
    throw usage('`stairstep attach` takes one process.', 'Name it by its pid, or by --port.');
  if (values.plan === undefined) refuseLoad(values);
  else if (values.seconds !== undefined)
    throw usage('With --plan the plan says how long it takes.', 'Leave --seconds or --plan out.');
  const budget = readBudget(values);
  const seconds = numberOption('seconds', values.seconds, 0);
  const options: AttachOptions = {
    root: io.cwd,
    ...(pid === undefined ? { ...(port !== undefined && { port }) } : { pid }),
    ...(values.plan !== undefined && { planPath: path.resolve(io.cwd, values.plan) }),
    ...(seconds !== undefined && { seconds }),
    overrides: planOverrides(values),
    allowRemote: values['allow-remote'] === true,
  };
  const conducted = await conduct((observer) => attach(options, observer), io, {
    json: values.json === true,
    budget,
    words: ATTACHED,
  });
  return conducted.exit;
}

/** Without a plan nothing is sent, which who shapes a load does not expect. */
function refuseLoad(values: object): void {
  const [option] = loadOptionsIn(values);
  if (option === undefined) return;
  throw usage(
    `${option} is of the load, and none is sent without --plan.`,
    'Name the plan with the requests: `--plan stairstep.json`.',
  );
}

function pidArgument(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const pid = Number(text);
  if (/^\d+$/.test(text) && pid > 0) return pid;
  throw usage(
    `PID takes the number of a process, not "${text}".`,
    'For example `stairstep attach 4711`; `pgrep NAME` finds the number.',
  );
}
