/** Runs the detector over labelled series as a stream, and keeps score of what it said and when. */
import type { Detector } from '../../src/core/detect/detector';
import { createDetector } from '../../src/core/detect/index';
import type { StepEvent } from '../../src/core/run/event';
import type { Verdict } from '../../src/core/run/verdict';
import type { Labelled } from '../corpus/generator/labelled';
import { evidenceOf, type Knowledge } from './evidence';
import { type Confusion, emptyConfusion, noSteps, type StepScore, scoreSteps } from './score';

export interface Evaluation {
  series: number;
  /** of the series whose shape can be told */
  confusion: Confusion;
  steps: StepScore;
  /** 'stair-step' said of series that are none: of those that can be told, and of all */
  falseSteps: { said: number; of: number; saidOfAll: number; ofAll: number };
  /** provisional steps, and how many of them were retracted; of series that are stair-steps, and of all */
  said: { provisional: number; retracted: number; provisionalOfSteps: number; retractedOfSteps: number };
  /**
   * Seconds from the end of a true step's ramp to its events, where the load is known from the end of its burst if that
   * is later: before, nothing has been kept yet. Absent ones are infinite.
   */
  toProvisional: number[];
  toConfirmed: number[];
  /** the same from the end of the ramp alone, while the load may still go on */
  fromRamp: number[];
  /** said confidence, and whether it was right */
  calibration: { confidence: number; right: boolean }[];
  wrong: string[];
}

export function evaluate(all: readonly Labelled[], knowledge: Knowledge): Evaluation {
  const result: Evaluation = {
    series: 0,
    confusion: emptyConfusion(),
    steps: noSteps(),
    falseSteps: { said: 0, of: 0, saidOfAll: 0, ofAll: 0 },
    said: { provisional: 0, retracted: 0, provisionalOfSteps: 0, retractedOfSteps: 0 },
    toProvisional: [],
    toConfirmed: [],
    fromRamp: [],
    calibration: [],
    wrong: [],
  };
  for (const series of all) {
    if (knowledge === 'nothing' || series.bursts.length > 0) one(series, knowledge, result);
  }
  return result;
}

function one(series: Labelled, knowledge: Knowledge, into: Evaluation): void {
  const { verdict, events } = stream(createDetector(), series, knowledge);
  const decidable = isDecidable(series, knowledge);
  const saidSteps = verdict.profile === 'stair-step';
  if (series.profile !== 'stair-step') {
    into.falseSteps.ofAll++;
    if (saidSteps) into.falseSteps.saidOfAll++;
    if (decidable) into.falseSteps.of++;
    if (decidable && saidSteps) into.falseSteps.said++;
  }
  // A step that is said again with better figures is one.
  const count = (status: StepEvent['status']) =>
    new Set(events.filter((event) => event.status === status).map((event) => event.step.id)).size;
  into.said.provisional += count('provisional');
  into.said.retracted += count('retracted');
  if (series.profile === 'stair-step') {
    into.said.provisionalOfSteps += count('provisional');
    into.said.retractedOfSteps += count('retracted');
  }
  if (!decidable) return;
  into.series++;
  into.confusion[series.profile][verdict.profile]++;
  const right = verdict.profile === series.profile;
  into.calibration.push({ confidence: verdict.confidence, right });
  if (!right) into.wrong.push(`${series.id}: ${verdict.profile}`);
  const found = verdict.steps.map((s) => ({ start: s.startIndex, end: s.endIndex, bytes: s.kept }));
  scoreSteps(series, found, into.steps);
  delays(series, knowledge, events, into);
}

function isDecidable({ decidable }: Labelled, knowledge: Knowledge): boolean {
  const { known, times = known, unknown } = decidable;
  return { everything: known, intervals: times, nothing: unknown }[knowledge];
}

function stream(
  detector: Detector,
  series: Labelled,
  knowledge: Knowledge,
): { verdict: Verdict; events: StepEvent[] } {
  const events: StepEvent[] = [];
  for (const evidence of evidenceOf(series, knowledge)) {
    for (const event of detector.push(evidence)) if (event.kind === 'step') events.push(event);
  }
  const { verdict, events: last } = detector.finish();
  return { verdict, events: [...events, ...last] };
}

/** Series with a sample a second or more: on slower ones nothing can be said within seconds. */
function delays(
  series: Labelled,
  knowledge: Knowledge,
  events: readonly StepEvent[],
  into: Evaluation,
): void {
  const { t } = series;
  const span = (t.at(-1) ?? 0) - (t[0] ?? 0);
  if (span <= 0 || (t.length - 1) / span < 0.9) return;
  for (const step of series.steps) {
    if (step.optional) continue;
    const start = t[step.start] ?? 0;
    const end = t[step.end] ?? 0;
    const burst =
      knowledge === 'nothing' ? undefined : series.bursts.find((b) => b.from <= end + 1 && b.to >= end - 1);
    const known = Math.max(step.rampEnd, burst?.to ?? step.rampEnd);
    const after = (status: StepEvent['status'], since = known) => {
      const event = events.find(
        (e) => e.status === status && e.step.start <= end + 1 && e.step.end >= start - 1,
      );
      return event === undefined ? Number.POSITIVE_INFINITY : event.t - since;
    };
    into.toProvisional.push(after('provisional'));
    into.toConfirmed.push(after('confirmed'));
    into.fromRamp.push(after('provisional', step.rampEnd));
  }
}
