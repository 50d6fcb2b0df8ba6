/** What the cursor stands on, in words. */
import { exactSeconds, formatBytes, formatCount, formatSeconds } from '../../src/core/units';
import { formatMilliseconds, formatRate } from '../../src/report/words';
import type { Reading } from '../model/reading';
import type { Translate } from '../text';
import { phaseWords } from '../words';

/** Bytes with every digit, since a hover is where exact values are looked for. */
function exactBytes(bytes: number, t: Translate): string {
  return t('{0} ({1} bytes)', formatBytes(bytes), formatCount(bytes));
}

function clockTime(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString(undefined, { hour12: false });
}

/** Names and values, in the order in which they are shown. */
export function readingRows(reading: Reading, t: Translate): [string, string][] {
  const { rss, anon, file, phase, load } = reading;
  const rate = load && load.dt > 0 ? load.requests / load.dt : undefined;
  return [
    ['RSS', exactBytes(rss, t)],
    ...(anon === undefined ? [] : [row(t('anonymous'), formatBytes(anon))]),
    ...(file === undefined ? [] : [row(t('file'), formatBytes(file))]),
    ...(phase ? [row(t('phase'), phaseWords(phase, t))] : []),
    ...(rate === undefined ? [] : [row(t('requests'), t('{0} a second', formatRate(rate)))]),
    ...(load?.p99 === undefined ? [] : [row(t('latency p99'), formatMilliseconds(load.p99))]),
    ...(load && load.errors + load.non2xx > 0
      ? [row(t('failed requests'), formatCount(load.errors + load.non2xx))]
      : []),
  ];
}

function row(name: string, value: string): [string, string] {
  return [name, value];
}

/** `12.4 s · 08:31:17` */
export function readingTitle({ t: at, clock }: Reading): string {
  return clock === undefined ? exactSeconds(at) : `${exactSeconds(at)} · ${clockTime(clock)}`;
}

/** One sentence, for a screen reader. */
export function readingSentence({ t: at, rss, phase }: Reading, t: Translate): string {
  const where = phase ? `, ${phaseWords(phase, t)}` : '';
  return `${formatSeconds(at)}: ${formatBytes(rss)}${where}`;
}
