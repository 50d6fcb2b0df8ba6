/** What the record of a run adds to its shape: limits, failed requests, and how it ended. */
import type { LoadTimeline } from '../bursts/load';
import type { Ending } from '../detector';
import { circumstances } from './circumstances';
import type { Judged } from './combine';
import { demands } from './demands';
import { HEALTHY, type Judgement, judgement } from './judgement';

/** Share of failed requests above which a run cannot be called healthy. */
const FAILED = 0.05;
/** Share of the bursts that hardly brought an answer, from which on the same holds. */
const HARDLY = 0.5;
/** Share of the bursts above which those that no sample shows leave all others in question. */
const UNSEEN = 0.5;
/** Confidence of any other shape of such a run, at most. */
const UNSURE = 0.7;
const NEAR_LIMIT = 0.95;
/** Seconds after the load that memory needs to show what it keeps. */
const RESTED = 2;

/** Says so where memory came near the limit that the process has, bytes. */
export function withLimit(said: Judgement, judged: readonly Judged[], limit: number | undefined): Judgement {
  const peak = Math.max(...judged.map(({ life }) => life.peak));
  if (limit === undefined || peak < NEAR_LIMIT * limit) return said;
  return {
    ...said,
    findings: [...said.findings, 'memory-limit'],
    reasons: [...said.reasons, circumstances.memoryLimit(peak, limit)],
  };
}

/** A run whose requests fail, or of which hardly one came through, is never called healthy. */
export function withFailures(said: Judgement, load: LoadTimeline): Judgement {
  if (load.failed <= FAILED * load.requests) return withHardlyServed(said, load);
  const reason = circumstances.requestsFailed(load.failed, load.requests);
  const findings: Judgement['findings'] = [...said.findings, 'requests-failed'];
  if (!HEALTHY.includes(said.profile)) {
    const confidence = Math.min(said.confidence, UNSURE);
    return { ...said, confidence, findings, reasons: [...said.reasons, reason] };
  }
  return judgement('inconclusive', 0.9, {
    findings,
    reasons: [reason, ...said.reasons],
    missing: [demands.answers()],
  });
}

function withHardlyServed(said: Judgement, { served: { hardly, of } }: LoadTimeline): Judgement {
  if (hardly === 0 || hardly < HARDLY * of || !HEALTHY.includes(said.profile)) return said;
  return judgement('inconclusive', 0.9, {
    findings: said.findings,
    reasons: [circumstances.hardlyAnswered(hardly, of), ...said.reasons],
    missing: [demands.severalAnswers()],
  });
}

/**
 * A record that ended before most of the load began, as where the process was lost, tells nothing of the rest of it: what
 * grew without an end until then is a leak all the same. `end` in seconds.
 */
export function withUnseenLoad(said: Judgement, { bursts }: LoadTimeline, end: number): Judgement {
  const unseen = bursts.filter(({ from }) => from > end).length;
  if (unseen <= UNSEEN * bursts.length || said.profile === 'leak') return said;
  return judgement('inconclusive', 0.8, {
    steps: said.steps,
    findings: said.findings,
    reasons: [circumstances.unseenLoad(unseen, bursts.length), ...said.reasons],
    missing: [demands.wholeRecord()],
  });
}

/** A run that was cut short under load does not show what it keeps. */
export function withEnding(said: Judgement, { life }: Judged, { reason }: Ending): Judgement {
  if (reason === undefined || reason === 'completed') return said;
  const why = {
    interrupted: 'it was interrupted',
    'service-exited': 'the service exited',
    'memory-guard': 'it was stopped at the limit of memory',
    'disk-full': 'the disk is full',
    failed: 'it failed',
  }[reason];
  const findings: Judgement['findings'] =
    reason === 'memory-guard' && !said.findings.includes('memory-limit')
      ? [...said.findings, 'memory-limit']
      : said.findings;
  const undecided = said.profile === 'inconclusive';
  const rested = life.loaded && life.rested >= RESTED;
  if (rested || !(undecided || HEALTHY.includes(said.profile))) return { ...said, findings };
  // a service that is gone answers nothing, whatever the paths and bodies of the plan
  const wanted =
    reason === 'service-exited'
      ? said.missing.filter(({ code }) => code !== demands.answers().code)
      : said.missing;
  return judgement('inconclusive', undecided ? said.confidence : 0.8, {
    findings,
    steps: said.steps,
    reasons: [circumstances.endedEarly(why), ...said.reasons],
    missing: [demands.whole(reason), ...(undecided ? wanted : [demands.rest()])],
  });
}
