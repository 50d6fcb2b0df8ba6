/** Sees a run through to its report: signals, result, exit code. */
import path from 'node:path';
import { UserError } from '../core/errors';
import type { EndReason } from '../core/run/event';
import type { RunFold } from '../core/run/fold';
import { tellingLines } from '../core/run/telling-lines';
import type { RunHandle, RunObserver, RunResult } from '../engine/index';
import { endingText, plainText } from '../report/words';
import type { Budget } from './budget';
import { EXIT, type Io, terminalLook } from './io';
import { LiveView, type StateWords } from './live-view';
import { printed } from './print';
import { checkBudget } from './report';
import { type Recording, readRecording } from './run-file';
import { hearingSignals } from './signals';
import { writeOut } from './write';

export interface ConductOptions {
  json: boolean;
  budget: Budget;
  /** what is said of the states of the run; those of one that is launched where left out */
  words?: StateWords;
}

export interface Conducted {
  recording: Recording;
  exit: number;
}

/** Starts a run, shows it, prints its report on standard output and says how to exit. */
export async function conduct(
  start: (observer: RunObserver) => RunHandle,
  io: Io,
  { json, budget, words }: ConductOptions,
): Promise<Conducted> {
  const { file, end } = await untilDone(start, io, words);
  const recording = await readRecording(file);
  // a file that there was no more room for does not say so itself
  if (recording.run.end === undefined) recording.run.push(end);
  const format = json ? 'json' : 'terminal';
  await writeOut(io.stdout, printed(recording, { format, look: terminalLook(io, io.stdout) }));
  if (!json) io.stdout.write(`Recording: ${path.relative(io.cwd, file)}\n`);
  return { recording, exit: exitOf(recording.run, budget, io) };
}

/** The first signal ends the run with all it has, the second at once; so does the first where only the service's end is waited for. */
async function untilDone(
  start: (observer: RunObserver) => RunHandle,
  io: Io,
  words?: StateWords,
): Promise<RunResult> {
  const view = new LiveView(io, words);
  return hearingSignals((asked) => {
    const handle = start(view);
    asked.once('signal', () => {
      view.close();
      asked.on('signal', () => handle.abort());
      if (handle.state === 'stopping') {
        handle.abort();
        return;
      }
      io.stderr.write('Ending the run with all it has; once more ends it at once.\n');
      handle.stop();
    });
    return handle.done;
  }).finally(() => view.close());
}

function exitOf(run: RunFold, budget: Budget, io: Io): number {
  const overBudget = checkBudget(budget, run, io);
  if (run.end?.reason === 'interrupted') return EXIT.interrupted;
  const trouble = troubleOf(run);
  if (trouble === undefined) return overBudget;
  throw trouble;
}

/** What to do about a run that ended early. */
const REMEDIES: Readonly<Record<Exclude<EndReason, 'completed' | 'interrupted'>, string>> = {
  'service-exited': 'Run it by hand with the same load to see why.',
  'memory-guard': 'Send less load, or raise "memoryLimit" in stairstep.json.',
  'disk-full': 'Make room and run it again.',
  failed: 'What was recorded until then stands. Run it again once that is mended.',
};

/** Lines of the service's output that are shown where it has ended. */
const LINES = 5;

/** Why a recording that stands is still not what was asked for. */
function troubleOf(run: RunFold): UserError | undefined {
  const { end, header } = run;
  const reason = end === undefined || end.reason === 'unknown' ? 'failed' : end.reason;
  if (reason === 'completed' || reason === 'interrupted') return undefined;
  const exited = reason === 'service-exited';
  if (exited && header?.plan === undefined) return undefined;
  const said = exited || reason === 'failed' ? lastLines(run, exited) : '';
  return new UserError('service-failed', `${endingText(run)}${said}`, REMEDIES[reason]);
}

/** What the service printed last, which may say why it ended or does not answer. `asked`: told also where that is nothing */
function lastLines({ output }: RunFold, asked: boolean): string {
  const lines = output.map(({ text }) => text);
  const last = tellingLines(lines, LINES).map((line) => `\n  ${plainText(line)}`);
  if (last.length > 0) return ` ${asked ? 'Its' : "The service's"} last lines:${last.join('')}`;
  return asked ? ' It printed nothing.' : '';
}
