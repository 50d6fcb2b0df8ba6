/** What several lives of a process tell that one of them does not. */
import { mean } from '../curve/least-squares';
import type { Epoch } from '../life/epoch';
import type { Life } from '../life/life';
import { circumstances } from './circumstances';
import type { Judged } from './combine';
import { demands } from './demands';
import { type Judgement, judgement } from './judgement';

/** Confidence in lives that a collector may have made. */
const SUPPOSED = 0.6;
/** Lives that grew alike, and the share of all that they are: these are no chance. */
const ALIKE = { few: 3, many: 5, share: 0.8 };
/** Of its swing: a life that stands at so much in the end grew, and had not come back. */
const GREW = 0.7;
/** Of its growth: where a life that grew in a line is in the middle of its time. */
const IN_A_LINE = { least: 0.3, most: 0.7 };
/** Seconds of lives that are ended once a day, and share of one from which on it stood through the night, too. */
const DAY = { least: 12 * 3600, most: 36 * 3600, stood: 0.65 };

/** What the life that speaks for all says, in the light of the others, all under a load that nobody knows. */
export function acrossLives({ life, judgement: said }: Judged, all: readonly Judged[]): Judgement {
  const lives = all.map((one) => one.life);
  const grew = lives.filter(({ final, baseline, swing }) => final - baseline >= GREW * swing);
  const alike = grew.length >= ALIKE.few && grew.length >= ALIKE.share * lives.length;
  if (life.loaded || !alike) return said;
  const growth = mean(grew.map(({ final, baseline }) => final - baseline));
  if (said.profile === 'inconclusive' && grew.length >= ALIKE.many && grew.every(grewInALine)) {
    return judgement('leak', 0.6, {
      findings: said.findings,
      reasons: [circumstances.grewInEachLife(grew.length, growth)],
      missing: [demands.longerLife()],
    });
  }
  if (said.findings.includes('saturated') && grew.filter(isOfADay).length >= ALIKE.few) {
    return judgement('inconclusive', 0.6, {
      findings: said.findings.filter((finding) => finding !== 'saturated'),
      reasons: [circumstances.endedEachDay(grew.length, growth)],
      missing: [demands.longerLife()],
    });
  }
  return said;
}

function grewInALine({ middle, final, baseline }: Life): boolean {
  const share = (middle - baseline) / (final - baseline);
  return share >= IN_A_LINE.least && share <= IN_A_LINE.most;
}

/** Whether a life lasted for about a day, and stood still for too little of it to show more than the end of the day's load. */
function isOfADay({ begin, end, still }: Life): boolean {
  const seconds = end - begin;
  return seconds >= DAY.least && seconds <= DAY.most && still < DAY.stood * seconds;
}

/** Says how many lives the process had, and what its start gave back, bytes. */
export function withLives(said: Judgement, lives: readonly Epoch[], freed: number): Judgement {
  const findings = [...said.findings];
  const why = [...said.reasons];
  if (freed > 0) {
    findings.push('start-up');
    why.push(circumstances.startupFreed(freed));
  }
  const others = lives.slice(1);
  if (others.length === 0) return { ...said, findings, reasons: why };
  if (others.every(({ supposed }) => supposed)) {
    why.push(circumstances.fellBack(others.length));
    return { ...said, confidence: Math.min(said.confidence, SUPPOSED), findings, reasons: why };
  }
  findings.push('restarted');
  why.push(circumstances.restarted(lives.length));
  return { ...said, findings, reasons: why };
}
