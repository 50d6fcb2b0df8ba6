/** The words that every report uses for the same thing. */
import { inWords } from '../core/allocator/in-words';
import { zonedDate } from '../core/dates';
import type { MarkedStep, RunFold } from '../core/run/fold';
import type { HeaderEvent } from '../core/run/header';
import type { Profile, Reason, Step, Verdict } from '../core/run/verdict';
import { plainText } from '../core/text';
import { formatBytes, formatCount, formatSeconds } from '../core/units';

export { plainText };

const MEANINGS = {
  'stair-step': 'memory goes up in steps and stays up after the load',
  leak: 'memory grows, with no ceiling in sight',
  ragged: 'memory follows the load and comes back',
  flat: 'memory hardly moves',
  inconclusive: 'this run cannot decide',
} as const satisfies Record<Profile, string>;
const SATURATED = 'memory grew, then stopped growing';
const NOT_DECAYED = 'memory comes back, but not all of it had by the end of the run';
export type Meaning = (typeof MEANINGS)[Profile] | typeof SATURATED | typeof NOT_DECAYED;

/** What a verdict means, in one line: its shape, or the finding that a reader of the chart would miss in that. */
export function meaningOf({ profile, findings }: Pick<Verdict, 'profile' | 'findings'>): Meaning {
  if (profile === 'flat' && findings.includes('saturated')) return SATURATED;
  if (profile === 'ragged' && findings.includes('not-decayed')) return NOT_DECAYED;
  return MEANINGS[profile];
}

/** Reasons whose next step gets what is missing, and names it in its own words. */
const GOT_BY_NEXT: Readonly<Record<string, string>> = {
  'blocks-held': 'more-work',
  'nearly-full': 'comparison',
};

/** What would decide a verdict, without what its next step says in other words. */
export function missingOf({ missing, reasons }: Pick<Verdict, 'missing' | 'reasons'>): Reason[] {
  const got = reasons.map(({ code }) => GOT_BY_NEXT[code]);
  return missing.filter(({ code }) => !got.includes(code));
}

/** The next step beside a list of what is missing, the first of which it repeats by itself. */
export function nextBeside({ missing: [first], next }: Pick<Verdict, 'missing' | 'next'>): string {
  return first === undefined ? next : next.replace(first.text, '').trimEnd();
}

/** `353`, `2.5`: per second */
export function formatRate(rate: number): string {
  return rate < 9.95 ? rate.toFixed(1) : formatCount(rate);
}

/** Seconds of a rise, which may lie between two samples: `1.3 s`, `< 0.1 s` */
export function formatRise({ start, end }: Pick<Step, 'start' | 'end'>): string {
  const seconds = end - start;
  return seconds < 0.05 ? '< 0.1 s' : formatSeconds(seconds);
}

/** `stair-step (97 % sure)`; of `inconclusive` alone, since a share of certainty about not knowing says nothing */
export function shapeLabel({ profile, confidence }: Pick<Verdict, 'profile' | 'confidence'>): string {
  return profile === 'inconclusive' ? profile : `${profile} (${formatShare(confidence)} sure)`;
}

/** `97 %` */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `152 ms`, `4.3 ms`, `0.04 ms`, `1.2 s` */
export function formatMilliseconds(ms: number): string {
  if (ms >= 1000) return formatSeconds(ms / 1000);
  return `${ms < 10 ? Number(ms.toFixed(ms < 0.1 ? 2 : 1)) : Math.round(ms)} ms`;
}

/** Text for a page, in which a number stays on the line of its unit: `97 % of`, `1.7 x`, `19 MB`. */
export function keptTogether(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|x|[kMGT]?B|ms|s|min|h|d)(?!\w))/g, '\u00a0');
}

/** A reason in one line: its first, without an announcement of what the service printed, or with the line that tells where that is all it announces. */
export function firstLine(reason: string): string {
  const [first = '', ...more] = reason.split('\n');
  if (more.length === 0) return first;
  if (/ Its last lines:$/.test(first)) return first.replace(/ Its last lines:$/, '');
  const telling = more.find((line) => /\berror\b/.test(line)) ?? more.find((line) => line.trim() !== '');
  return first.endsWith(':') && telling !== undefined ? `${first} ${telling.trim()}.` : first;
}

/** `after burst 3 (32 connections)`, or `at 41 s` where the load is not known. */
export function stepCause({ burst, connections, end }: Step): string {
  if (burst === undefined) return `at ${formatSeconds(end)}`;
  return `after burst ${burst}${connections === undefined ? '' : ` (${formatCount(connections)} connections)`}`;
}

const WORTH_SAYING = 0.1;

/** `20 %` of a step that was given back later, where that is worth saying. */
export function givenBackShare({ givenBack = 0 }: Step): string | undefined {
  return givenBack >= WORTH_SAYING ? formatShare(givenBack) : undefined;
}

/** `+126 MB kept, after burst 3 (32 connections)` */
export function stepLabel(step: Step): string {
  const share = givenBackShare(step);
  const later = share === undefined ? '' : `, ${share} of it given back later`;
  return `${shortStepLabel(step)}, ${stepCause(step)}${later}`;
}

/** `+126 MB kept` */
export function shortStepLabel({ kept }: Step): string {
  return `+${formatBytes(kept)} kept`;
}

/** The steps of a run in the order of time. */
export function stepsOf(run: RunFold): MarkedStep[] {
  return [...run.steps.values()].sort((a, b) => a.step.start - b.step.start);
}

/** `system (glibc 2.36)`, `jemalloc 5.3.1, preloaded`, with the options it was given */
export function allocatorLabel({ allocator }: HeaderEvent): string {
  return plainText(inWords(allocator));
}

/** Bytes per thousand requests, of a leak alone: the figure of any other shape is no pace that goes on. */
export function leakPace({ profile, growthPerThousand }: Verdict): number | undefined {
  return profile === 'leak' ? growthPerThousand : undefined;
}

/** `2026-11-23 09:31 +01:00` */
export function formatDate(iso: string): string {
  return plainText(zonedDate(iso));
}

/** What of the figures is not the service's own process; undefined where all is, or nobody looked. */
export function childrenOf({ end }: RunFold): string | undefined {
  if (!end?.childrenAtPeak) return undefined;
  const { count, rss } = end.childrenAtPeak;
  const processes = count === 1 ? '1 child process' : `${formatCount(count)} child processes`;
  return `The figures include ${processes} of the service, with ${formatBytes(rss)} at the peak.`;
}

const ENDINGS = {
  completed: undefined,
  interrupted: 'The run was stopped before its plan was done.',
  'service-exited': 'The service ended during the run.',
  'memory-guard': 'The run was stopped because memory ran short.',
  'disk-full': 'The recording stopped because the disk is full.',
  failed: 'The run failed.',
  unknown: 'The run ended for a reason that only a newer version knows.',
} as const;

const NO_END = 'The recording has no end: it was cut off, or goes on.';
const NO_END_JUDGED =
  'The recording has no end: it was cut off, or goes on. The verdict is on what it holds.';

/** Why a run is not whole. */
export interface Ending {
  /** a sentence that a translation can have; absent where `more` says all */
  words?: typeof NO_END | typeof NO_END_JUDGED | NonNullable<(typeof ENDINGS)[keyof typeof ENDINGS]>;
  /** what is known of how, in English, with the space before it; empty where that is nothing */
  more: string;
}

/** Undefined where it is whole, and of an interruption where the verdict has said it. */
export function endingOf({ end, verdict, provisional }: RunFold): Ending | undefined {
  if (end === undefined) return { words: verdict && !provisional ? NO_END_JUDGED : NO_END, more: '' };
  const words = ENDINGS[end.reason];
  if (words === undefined) return undefined;
  const { reason, text, signal, exitCode, written } = end;
  if (reason === 'interrupted')
    return verdict?.reasons.some(({ code }) => code === 'ended-early') ? undefined : { words, more: '' };
  if (text !== undefined) return withText(reason, words, plainText(text));
  const how = [
    ...(written === undefined ? [] : [written]),
    ...(signal === undefined ? [] : [`signal ${signal}`]),
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
  ];
  return { words, more: how.length === 0 ? '' : plainText(` (${how.join(', ')})`) };
}

/** The same in English. */
export function endingText(run: RunFold): string | undefined {
  const ending = endingOf(run);
  return ending && `${ending.words ?? ''}${ending.more}`;
}

/** The text of an ending is a whole sentence; with the words it would say the same twice. */
function withText(reason: keyof typeof ENDINGS, words: Ending['words'] & string, text: string): Ending {
  if (reason === 'memory-guard') return { words, more: ` ${text}` };
  return { more: reason === 'service-exited' ? text.replace(/\.$/, ' during the run.') : text };
}
