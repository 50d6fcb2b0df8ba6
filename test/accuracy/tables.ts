/** The figures as Markdown tables. */
import { PROFILES } from '../../src/core/run/verdict';
import type { Evaluation } from './evaluate';
import type { RecordedAnswer } from './recorded';
import { accuracy, type Confusion, precisionRecall, type StepScore } from './score';

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

export const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

const seconds = (value: number) => (Number.isFinite(value) ? `${value.toFixed(1)} s` : 'not within the run');

export function confusionTable(confusion: Confusion): string {
  const rows = PROFILES.filter((truth) => PROFILES.some((said) => confusion[truth][said] > 0));
  return table(
    ['true \\ said', ...PROFILES],
    rows.map((truth) => [truth, ...PROFILES.map((said) => String(confusion[truth][said] || ''))]),
  );
}

export function stepCells(score: StepScore): string[] {
  const { precision, recall, f1 } = precisionRecall(score);
  return [precision.toFixed(3), recall.toFixed(3), f1.toFixed(3)];
}

export function summaryRows(label: string, e: Evaluation): string[][] {
  const { right, all } = accuracy(e.confusion);
  const [precision = '', recall = '', f1 = ''] = stepCells(e.steps);
  const within = (delays: readonly number[]) =>
    percent(delays.filter((delay) => delay <= 5).length, delays.length);
  const { said, falseSteps } = e;
  return [
    ['series', label, String(all)],
    ['shape right', label, `${percent(right, all)} (${right} of ${all})`],
    [
      "'stair-step' said of others, unambiguous",
      label,
      `${percent(falseSteps.said, falseSteps.of)} (${falseSteps.said} of ${falseSteps.of})`,
    ],
    [
      "'stair-step' said of others, all",
      label,
      `${percent(falseSteps.saidOfAll, falseSteps.ofAll)} (${falseSteps.saidOfAll} of ${falseSteps.ofAll})`,
    ],
    ['steps: precision / recall / F1', label, `${precision} / ${recall} / ${f1}`],
    ['steps: both ends within the margin', label, percent(e.steps.bothEnds, e.steps.right)],
    [
      'steps: size error, median / 95th percentile',
      label,
      `${(100 * quantile(e.steps.sizeErrors, 0.5)).toFixed(1)} % / ${(100 * quantile(e.steps.sizeErrors, 0.95)).toFixed(1)} %`,
    ],
    ['provisional within 5 s of the ramp and of its burst', label, within(e.toProvisional)],
    ['provisional within 5 s of the ramp, load still on', label, within(e.fromRamp)],
    [
      'delay of provisional, median / 95th percentile',
      label,
      `${seconds(quantile(e.toProvisional, 0.5))} / ${seconds(quantile(e.toProvisional, 0.95))}`,
    ],
    ['delay of confirmed, median', label, seconds(quantile(e.toConfirmed, 0.5))],
    [
      'provisional steps retracted, stair-step runs',
      label,
      percent(said.retractedOfSteps, said.provisionalOfSteps),
    ],
    ['provisional steps retracted, all runs', label, percent(said.retracted, said.provisional)],
  ];
}

/** Of verdicts said with about a confidence, the share that was right. */
export function calibrationRows(e: Evaluation): string[][] {
  const edges = [0, 0.55, 0.65, 0.75, 0.85, 0.95, 1.01];
  return edges.slice(1).flatMap((to, i) => {
    const from = edges[i] ?? 0;
    const here = e.calibration.filter(({ confidence }) => confidence >= from && confidence < to);
    if (here.length === 0) return [];
    const mean = here.reduce((sum, { confidence }) => sum + confidence, 0) / here.length;
    return [
      [mean.toFixed(2), String(here.length), percent(here.filter(({ right }) => right).length, here.length)],
    ];
  });
}

export function recordedTable(answers: readonly RecordedAnswer[]): string {
  const mark = (said: string, { label, also }: RecordedAnswer) => {
    if (said === label) return said;
    if (also.some((other) => other === said)) return `${said} (true too)`;
    return said === 'inconclusive' ? 'inconclusive (abstained)' : `**${said}**`;
  };
  return table(
    ['run', 'label', 'load known', 'times of the load', 'load unknown'],
    answers.map((a) => [a.name, a.label, mark(a.full, a), mark(a.intervals, a), mark(a.none, a)]),
  );
}
