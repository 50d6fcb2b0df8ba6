/** All lives of a series to one verdict. */
import type { BurstEffect, Step, Verdict } from '../run/verdict';
import { type Curve, cut } from './buckets';
import type { DetectorOptions, Ending } from './detector';
import { splitEpochs } from './epoch';
import { judge } from './judge';
import type { Judgement } from './judgement';
import { type Candidate, type Life, readLife } from './life';
import type { LoadTimeline } from './load';
import { leastMove } from './scale';
import { at, lowerBound } from './vector';
import { demands, reasons } from './words';

export function verdictOf(
  curve: Curve,
  load: LoadTimeline,
  options: DetectorOptions,
  _ending: Ending,
): Verdict {
  if (curve.n === 0) return nothing();
  const least = leastMove(options);
  const tick = curve.n > 1 ? (at(curve.start, curve.n - 1) - at(curve.start, 0)) / (curve.n - 1) : 1;
  const lives = splitEpochs(curve, tick, least).map((epoch) =>
    readLife(cut(curve, epoch.from, epoch.to), load.bursts, least),
  );
  const judged = lives.map((life) => ({ life, judgement: judge(life) }));
  const main = judged.reduce((a, b) => (weight(b.life) > weight(a.life) ? b : a));
  const steps = judged
    .flatMap(({ judgement }) => judgement.steps)
    .map((step, k) => toStep(curve, step, k + 1));
  const { judgement, life } = main;
  const findings = [...judgement.findings];
  if (lives.length > 1) findings.push('restarted');
  return {
    profile: judgement.profile,
    confidence: judgement.confidence,
    steps: judgement.profile === 'stair-step' || judgement.profile === 'leak' ? steps : [],
    findings,
    reasons: judgement.reasons,
    missing: judgement.missing,
    next: nextStep(judgement),
    baseline: Math.round(life.baseline),
    peak: Math.round(Math.max(...lives.map((l) => (Number.isNaN(l.peak) ? 0 : l.peak)))),
    retained: Math.round(life.final),
    bursts: lives.flatMap((l) => l.effects.map(toBurstEffect)),
  };
}

const weight = (life: Life) => life.end - life.begin;

function nothing(): Verdict {
  return {
    profile: 'inconclusive',
    confidence: 1,
    steps: [],
    findings: [],
    reasons: [reasons.tooShort(0)],
    missing: [demands.samples()],
    next: 'Record the service while it works.',
    baseline: 0,
    peak: 0,
    retained: 0,
    bursts: [],
  };
}

function toStep(curve: Curve, step: Candidate, id: number): Step {
  const start = indexAt(curve, step.start);
  const out: Step = {
    id,
    start: step.start,
    end: step.end,
    startIndex: start,
    endIndex: Math.max(start + 1, indexAt(curve, step.end)),
    kept: Math.round(step.kept),
    givenBack: step.givenBack,
  };
  if (step.effect !== undefined) {
    out.burst = step.effect.burst;
    if (step.effect.connections !== undefined) out.connections = step.effect.connections;
  }
  return out;
}

/** The sample nearest to a time, by its place within its bucket. */
function indexAt(curve: Curve, t: number): number {
  const bucket = Math.max(0, lowerBound(curve.start, t + 1e-9, 0, curve.n) - 1);
  const first = at(curve.first, bucket);
  const next = bucket + 1 < curve.n ? at(curve.first, bucket + 1) : curve.samples;
  const length = at(curve.end, bucket) - at(curve.start, bucket);
  if (t > at(curve.end, bucket) && next < curve.samples) {
    const gap = at(curve.start, bucket + 1) - at(curve.end, bucket);
    return t - at(curve.end, bucket) > gap / 2 ? next : next - 1;
  }
  if (length <= 0) return first;
  return Math.min(
    next - 1,
    first + Math.round(((t - at(curve.start, bucket)) / length) * (next - 1 - first)),
  );
}

function toBurstEffect(effect: Life['effects'][number]): BurstEffect {
  const { burst, before, peak, after, keptShare } = effect;
  const out: BurstEffect = {
    burst,
    before: Math.round(before),
    peak: Math.round(peak),
    after: Math.round(after),
    keptShare,
  };
  if (effect.connections !== undefined) out.connections = effect.connections;
  if (effect.requests !== undefined) out.requests = effect.requests;
  return out;
}

function nextStep(judgement: Judgement): string {
  switch (judgement.profile) {
    case 'stair-step':
      return 'Compare allocators with `stairstep compare`, or add jemalloc with `stairstep fix --allocator jemalloc`.';
    case 'leak':
      return 'No allocator will help: look for what keeps data after a request, such as maps, caches without a bound, or tasks that never end.';
    case 'ragged':
    case 'flat':
      return 'Nothing to do: memory is under control.';
    case 'inconclusive':
      return 'Record again with the plan that decides.';
  }
}
