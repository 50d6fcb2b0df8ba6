/** What `stairstep compare --list` prints: the trials, whether each can run here, and how long they take. */
import type { RunLength } from '../core/compare/time-left';
import { formatSeconds } from '../core/units';
import type { Offer, OfferedTrial } from '../engine/compare/options';
import { wrap } from '../report/terminal-style';

export function jsonOffer({ trials, each }: Offer): string {
  const plain = trials.map(({ applies, byDefault, ...trial }) => ({
    ...trial,
    default: byDefault,
    ...(applies === true ? { applies } : { applies: false, ...applies }),
  }));
  return `${JSON.stringify({ trials: plain, each })}\n`;
}

/** `width` of the terminal; a trial is one line, however long, where there is none. */
export function offerText({ trials, each }: Offer, width?: number): string {
  const widest = Math.max(...trials.map(({ id }) => id.length));
  const broken = (text: string, indent: number) =>
    width === undefined ? [text] : wrap(text, width - indent);
  const lines = trials.flatMap((trial) =>
    broken(wordsOf(trial), widest + 2).map(
      (line, i) => `${(i === 0 ? trial.id : '').padEnd(widest)}  ${line}`,
    ),
  );
  return `${[...lines, '', ...broken(effortOf(trials, each), 0)].join('\n')}\n`;
}

function wordsOf({ label, detail, applies, byDefault }: OfferedTrial): string {
  if (applies !== true) return `cannot run: ${applies.reason} ${applies.remedy}`;
  return `${label}${byDefault ? ' (default)' : ''}. ${detail}`;
}

function effortOf(trials: readonly OfferedTrial[], { seconds, atLeast }: RunLength): string {
  const about = (length: number) => `${atLeast ? 'at least' : 'about'} ${formatSeconds(Math.round(length))}`;
  const runs = trials.filter(({ byDefault }) => byDefault).length;
  const all = trials.filter(({ applies }) => applies === true).length;
  return `Each takes ${about(seconds)}; the default ${runs} ${about(runs * seconds)}, all ${all} ${about(all * seconds)}. Features and fixes are built first.`;
}
