/** What stands in the way of trusting a run: how it ended, requests that failed, warnings on the way. */
import type { NoteEvent } from '../../src/core/run/event';
import type { RunFold } from '../../src/core/run/fold';
import { refusedRequests } from '../../src/report/failed-requests';
import { childrenOf, type Ending, endingOf, plainText } from '../../src/report/words';
import { el, fill } from '../dom';
import { icon } from '../icons';
import type { Translate } from '../text';

interface Notice {
  level: NoteEvent['level'];
  text: string;
}

const MOST_SHOWN = 8;

export class Notices {
  /** what to know before the chart is trusted */
  readonly element = el('div', { class: 'notices' });
  /** what is good to know, and leaves the chart its place */
  readonly beneath = el('div', { class: 'notices' });
  private shown = '';

  constructor(private readonly t: Translate) {}

  update(fold: RunFold, live: boolean): void {
    const notices = this.of(fold, live);
    const key = JSON.stringify(notices);
    if (key === this.shown) return;
    this.shown = key;
    const isInfo = ({ level }: Notice) => level === 'info';
    fill(this.element, ...notices.filter((notice) => !isInfo(notice)).map(drawn));
    fill(this.beneath, ...notices.filter(isInfo).map(drawn));
  }

  private ending({ words, more }: Ending): string {
    return `${words === undefined ? '' : this.t(words)}${more}`;
  }

  private of(fold: RunFold, live: boolean): Notice[] {
    const ending = live ? undefined : endingOf(fold);
    const children = childrenOf(fold);
    const refused = live ? undefined : refusedRequests(fold);
    // an end says why by itself
    const failed = fold.status.state === 'failed' && ending === undefined ? fold.status.reason : undefined;
    const output = lastWords(fold.output.map(({ text }) => plainText(text)));
    return [
      ...(failed === undefined ? [] : [{ level: 'error' as const, text: plainText(failed) }]),
      ...(ending === undefined ? [] : [{ level: 'warning' as const, text: this.ending(ending) }]),
      ...(fold.end?.reason === 'service-exited' && output.length > 0
        ? [{ level: 'warning' as const, text: this.t('Its last words: {0}', output.join(' ⏎ ')) }]
        : []),
      ...(refused === undefined ? [] : [{ level: 'warning' as const, text: refused }]),
      ...(children === undefined ? [] : [{ level: 'info' as const, text: children }]),
      ...fold.notes.map(({ level, text }) => ({ level, text: plainText(text) })),
    ].slice(0, MOST_SHOWN);
  }
}

const LINES_SHOWN = 3;
/** Where a program says what ended it, such as the first line of a panic; a trace of calls comes after it. */
const CAUSE = /\bpanicked at\b|^(?:fatal|error)\b|\bmemory allocation of \d+ bytes failed\b/i;

function lastWords(lines: readonly string[]): readonly string[] {
  const cause = lines.findLastIndex((line) => CAUSE.test(line));
  return cause < 0 ? lines.slice(-LINES_SHOWN) : untilTrace(lines.slice(cause, cause + LINES_SHOWN));
}

function untilTrace(lines: readonly string[]): readonly string[] {
  const trace = lines.findIndex((line) => /^(?:stack backtrace:|note: run with )/.test(line));
  return trace < 0 ? lines : lines.slice(0, trace);
}

function drawn({ level, text }: Notice): HTMLElement {
  return el(
    'div',
    { class: 'notice', 'data-level': level },
    icon(level === 'info' ? 'info' : 'warning'),
    el('span', {}, text),
  );
}
