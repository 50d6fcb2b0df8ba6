/** `npm run accuracy`: the detector against labels, and against its peers on the same series in the same run. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDetector } from '../../src/core/detect/index';
import * as field from '../corpus/field/index';
import { generate, HELD_OUT_SEED, TUNING_SEED } from '../corpus/generator/index';
import type { Labelled } from '../corpus/generator/labelled';
import * as mechanisms from '../corpus/mechanisms/index';
import { programRuns } from '../corpus/programs/index';
import { type Evaluation, evaluate } from './evaluate';
import type { Knowledge } from './evidence';
import { askPeers } from './peers';
import { judgeRun, readRecorded } from './recorded';
import { noSteps, scoreSteps } from './score';
import { calibrationRows, confusionTable, recordedTable, stepCells, summaryRows, table } from './tables';

const { values: options } = parseArgs({
  options: {
    folder: { type: 'string', default: '.' },
    count: { type: 'string', default: '120' },
    set: { type: 'string', default: 'held-out' },
    peers: { type: 'boolean', default: true },
    wrong: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

/** Series that the peers are given too, spread over all families: one of them takes seconds a series. */
const PEER_SERIES = 80;

const print = (text: string) => process.stdout.write(`${text}\n`);
const NAMES: Record<Knowledge, string> = {
  everything: 'load known',
  intervals: 'times of the load known',
  nothing: 'load unknown',
};

function report(all: readonly Labelled[], knowledge: Knowledge): Evaluation {
  const result = evaluate(all, knowledge);
  print(`\n### ${NAMES[knowledge]}\n\n${confusionTable(result.confusion)}\n`);
  print(table(['said with confidence', 'series', 'right'], calibrationRows(result)));
  if (options.wrong) for (const line of result.wrong) print(`- ${line}`);
  return result;
}

/** Steps of the peers and of ours, and how long each took, on series that every one of them is given as plain levels. */
async function againstPeers(all: readonly Labelled[]): Promise<void> {
  const fit = all.filter((series) => series.decidable.unknown && series.t.length <= 6000);
  const plain = fit.filter((_, i) => i % Math.ceil(fit.length / PEER_SERIES) === 0);
  const answers = await askPeers(join(options.folder, 'test/accuracy'), plain);
  const scores = new Map<string, { score: ReturnType<typeof noSteps>; seconds: number }>();
  const of = (name: string) => {
    const entry = scores.get(name) ?? { score: noSteps(), seconds: 0 };
    scores.set(name, entry);
    return entry;
  };
  plain.forEach((series, i) => {
    const begun = performance.now();
    const detector = createDetector();
    series.t.forEach((t, k) => void detector.push({ kind: 'sample', t, rss: series.y[k] ?? 0 }));
    const { verdict } = detector.finish();
    const ours = of('Stairstep, load unknown');
    ours.seconds += (performance.now() - begun) / 1000;
    scoreSteps(
      series,
      verdict.steps.map((s) => ({ start: s.startIndex, end: s.endIndex })),
      ours.score,
    );
    for (const [name, answer] of Object.entries(answers[i] ?? {})) {
      const peer = of(name);
      peer.seconds += answer.seconds;
      scoreSteps(series, answer.steps, peer.score);
    }
  });
  const rows = [...scores].map(([name, { score, seconds }]) => [
    name,
    ...stepCells(score),
    `${seconds.toFixed(2)} s`,
  ]);
  print(`\n### Steps, against the field (${plain.length} series, load unknown to all)\n`);
  print(table(['detector', 'precision', 'recall', 'F1', 'time'], rows));
}

/** One generated set: its confusion matrices, then a table of all figures. */
function reportSet(title: string, all: readonly Labelled[]): void {
  print(`\n## ${title}`);
  const rows = (['everything', 'intervals', 'nothing'] as const).flatMap((knowledge) =>
    summaryRows(NAMES[knowledge], report(all, knowledge)),
  );
  const measures = [...new Set(rows.map(([measure = '']) => measure))];
  const cells = measures.map((measure) => [
    measure,
    ...rows.filter((row) => row[0] === measure).map((row) => row[2] ?? ''),
  ]);
  print(`\n### Summary\n\n${table(['', ...Object.values(NAMES)], cells)}`);
}

const heldOut = options.set !== 'tuning';
const which = heldOut ? 'held out: never looked at while tuning' : 'tuning set';
const count = Number(options.count);
const generated = generate(heldOut ? HELD_OUT_SEED : TUNING_SEED, count);
reportSet(`Generated series, ${which}`, generated);
reportSet(
  `Simulated mechanisms, ${which}`,
  mechanisms.simulateMechanisms(
    heldOut ? mechanisms.HELD_OUT_SEED : mechanisms.TUNING_SEED,
    Math.ceil(count / 4),
  ),
);
reportSet(
  `Series of an examiner, ${which}`,
  field.simulateField(heldOut ? field.HELD_OUT_SEED : field.TUNING_SEED, Math.ceil(count / 6)),
);
reportSet(
  `Recorded behaviours of a program, ${heldOut ? 'held out' : which}`,
  programRuns(join(options.folder, 'test/corpus'), heldOut ? 'held-out' : 'tuning'),
);
const recorded = readRecorded(join(options.folder, 'test/corpus/recorded')).map(judgeRun);
if (recorded.length > 0) print(`\n## Recorded runs\n\n${recordedTable(recorded)}`);
if (options.peers) await againstPeers(generated);
