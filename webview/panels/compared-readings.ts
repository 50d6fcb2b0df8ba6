/** What the cursor of a comparison stands on, in words. */
import { exactSeconds, formatBytes } from '../../src/core/units';
import { stepsOf } from '../../src/report/words';
import type { ComparedRun } from '../model/compared-run';
import { readingAt } from '../model/reading';
import type { Translate } from '../text';
import { phaseWords, stepWords } from '../words';
import type { CursorReading } from './cursor-layer';

/** The sizes of all runs that were going on at a time; undefined where there is none. `reference`: in whose time they are shown, where it is not their own. */
export function readingOf(
  runs: readonly ComparedRun[],
  at: number,
  reference: ComparedRun | undefined,
  t: Translate,
): CursorReading | undefined {
  const rows = runs.flatMap(({ identity, fold, series }): [string, string][] => {
    const reading = at <= fold.now ? readingAt(fold, series, at) : undefined;
    return reading ? [[identity.title, formatBytes(reading.rss)]] : [];
  });
  if (rows.length === 0) return undefined;
  const phase = reference?.fold.phases.findLast(({ from, to }) => from <= at && at <= to);
  const title = [
    reference ? t('{0} of {1}', exactSeconds(at), reference.identity.title) : exactSeconds(at),
    ...(phase ? [phaseWords(phase, t)] : []),
  ].join(', ');
  return { title, rows, sentence: `${title}: ${rows.map((row) => row.join(' ')).join(', ')}` };
}

/** The steps of all runs in order of time; `id` is the place in that order. */
export function stepsAcross(
  runs: readonly ComparedRun[],
  t: Translate,
): { id: number; at: number; sentence: string }[] {
  return runs
    .flatMap(({ identity, fold }) =>
      stepsOf(fold).map(({ step }) => ({
        at: step.end,
        sentence: `${identity.title}: ${stepWords(step, t)}`,
      })),
    )
    .sort((a, b) => a.at - b.at)
    .map((step, id) => ({ id, ...step }));
}
