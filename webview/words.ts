/** What the page says about a run, in the user's language. */
import { localDate } from '../src/core/dates';
import type { PhaseSpan } from '../src/core/run/fold';
import type { RunStatus } from '../src/core/run/machine';
import type { Finding, Profile, Step, Verdict } from '../src/core/run/verdict';
import { formatBytes, formatCount, formatMinutes, formatSeconds } from '../src/core/units';
import { formatShare, givenBackShare, meaningOf, plainText } from '../src/report/words';
import type { Translate } from './text';

const TITLES = {
  'stair-step': 'Stair-step',
  leak: 'Leak',
  ragged: 'Ragged',
  flat: 'Flat',
  inconclusive: 'Inconclusive',
} as const satisfies Record<Profile, string>;

export function profileTitle(profile: Profile, t: Translate): string {
  return t(TITLES[profile]);
}

export function meaningWords(verdict: Verdict, t: Translate): string {
  const words = t(meaningOf(verdict));
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** `very sure (97 %)`; empty for `inconclusive`, where how sure that is says nothing */
export function confidenceWords(
  { profile, confidence }: Pick<Verdict, 'profile' | 'confidence'>,
  t: Translate,
): string {
  if (profile === 'inconclusive') return '';
  const share = formatShare(confidence);
  if (confidence >= 0.95) return t('very sure ({0})', share);
  if (confidence >= 0.8) return t('sure ({0})', share);
  if (confidence >= 0.6) return t('fairly sure ({0})', share);
  return t('not sure ({0})', share);
}

/** `Stair-step, very sure (97 %)` */
export function shapeWords(verdict: Pick<Verdict, 'profile' | 'confidence'>, t: Translate): string {
  const sure = confidenceWords(verdict, t);
  const title = profileTitle(verdict.profile, t);
  return sure === '' ? title : `${title}, ${sure}`;
}

const FINDING_WORDS = {
  'start-up': 'grew at start-up',
  saturated: 'reached a ceiling',
  restarted: 'restarted',
  'memory-limit': 'near the memory limit',
  'steps-on-leak': 'steps on a leak',
  'not-decayed': 'not given back yet',
  'requests-failed': 'requests failed',
  'load-unknown': 'load not known',
} as const satisfies Record<Finding, string>;

export function findingWords(finding: Finding, t: Translate): string {
  return t(FINDING_WORDS[finding]);
}

/** When something was in a run: to the second within the hour, since steps may stand close to each other: `3 min 36 s`. */
export function momentWords(seconds: number): string {
  if (seconds < 180 || seconds >= 3600) return formatSeconds(seconds);
  const rest = Math.round(seconds) % 60;
  const minutes = formatMinutes((Math.round(seconds) - rest) / 60);
  return rest === 0 ? minutes : `${minutes} ${rest} s`;
}

/** `after burst 3 (32 connections)` */
export function stepCauseWords({ burst, connections, end }: Step, t: Translate): string {
  if (burst === undefined) return t('at {0}', momentWords(end));
  if (connections === undefined) return t('after burst {0}', burst);
  return t('after burst {0} ({1} connections)', burst, formatCount(connections));
}

/** `+126 MB kept, after burst 3 (32 connections), 20 % of it given back later` */
export function stepWords(step: Step, t: Translate): string {
  return withGivenBack(t('+{0} kept, {1}', formatBytes(step.kept), stepCauseWords(step, t)), step, t);
}

/** The same where the step stands over the times, which say when. */
export function placedStepWords(step: Step, t: Translate): string {
  if (step.burst !== undefined) return stepWords(step, t);
  return withGivenBack(t('+{0} kept', formatBytes(step.kept)), step, t);
}

function withGivenBack(kept: string, step: Step, t: Translate): string {
  const share = givenBackShare(step);
  return share === undefined ? kept : t('{0}, {1} of it given back later', kept, share);
}

/** `burst 3, 32 connections` */
export function phaseWords(
  { phase, burst, connections }: Pick<PhaseSpan, 'phase' | 'burst' | 'connections'>,
  t: Translate,
): string {
  switch (phase) {
    case 'baseline':
      return t('baseline');
    case 'tail':
      return t('tail');
    case 'rest':
      return burst === undefined ? t('rest') : t('rest after burst {0}', burst);
    case 'burst':
      if (burst === undefined) return t('burst');
      if (connections === undefined) return t('burst {0}', burst);
      return t('burst {0}, {1} connections', burst, formatCount(connections));
  }
}

/** What a run is doing. */
export function statusWords(status: RunStatus, t: Translate): string {
  switch (status.state) {
    case 'idle':
      return t('waiting to start');
    case 'building':
      return t('building the service');
    case 'starting':
      return t('starting the service');
    case 'running':
      return phaseWords({ phase: status.phase ?? 'baseline', ...status }, t);
    case 'stopping':
      return t('stopping');
    case 'ended':
      return t('ended');
    case 'failed':
      return t('failed');
  }
}

/** As the list of runs has it: `23 Nov 2026, 08:30` in the editor's language, and on one line. */
export function dateWords(iso: string): string {
  const date = localDate(iso, document.documentElement.lang || undefined);
  return plainText(date).replace(/\s/g, '\u00a0');
}
