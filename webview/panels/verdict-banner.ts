/** The verdict at the top: the shape, how sure, why, and what to do now. */
import type { RunFold } from '../../src/core/run/fold';
import { isActive } from '../../src/core/run/machine';
import type { HostAction } from '../../src/core/view/protocol';
import { missingOf, plainText } from '../../src/report/words';
import { type Child, el, fill, prose, setAttributes, setText } from '../dom';
import { icon } from '../icons';
import type { Translate } from '../text';
import { link } from '../toolkit';
import { confidenceWords, findingWords, meaningWords, profileTitle } from '../words';
import { Disclosure } from './disclosure';
import { caption } from './facts';

const REASONS_SHOWN = 3;

/** What the next step can be: of the host, or of the page. */
export type NextAction = 'add-allocator' | 'compare-allocators' | 'show-growth';
/** What can be done now. */
type Possible = readonly (HostAction | 'show-growth')[];

const NEXT_LINKS: readonly { command: string; action: NextAction }[] = [
  { command: 'stairstep compare', action: 'compare-allocators' },
  { command: 'stairstep fix', action: 'add-allocator' },
];

/** What to do, and its command for a terminal: "compare allocators with `stairstep compare`". */
const TERMINAL_STEP = /([^\s.,;:`][^.,;:`]*)(?: with|:) `(stairstep [^`]+)`/;
const CONJUNCTION = /^(?:or|and) /;

export class VerdictBanner {
  private readonly badge = el('span', { class: 'badge' });
  private readonly title = el('span', { class: 'title' });
  private readonly confidence = el('span', { class: 'confidence' });
  private readonly findings = el('span', { class: 'findings' });
  private readonly caption = el('span', { class: 'caption' });
  private readonly meaning = el('p', { class: 'meaning' });
  private readonly reasons = el('ul', { class: 'reasons' });
  private readonly why: Disclosure;
  private readonly next = el('p', { class: 'next' });
  readonly element: HTMLElement;
  private shown: string | undefined;

  constructor(
    private readonly follow: (action: NextAction) => void,
    private readonly t: Translate,
  ) {
    this.why = new Disclosure('reasons', t('Why'));
    this.element = el(
      'section',
      { class: 'banner', 'aria-live': 'polite', 'aria-atomic': 'true', 'aria-label': t('Verdict') },
      this.badge,
      el(
        'div',
        { class: 'banner-text' },
        el(
          'div',
          { class: 'banner-head' },
          el('h1', {}, this.title, this.confidence, this.findings),
          this.caption,
        ),
        el('div', { class: 'meaning-line' }, this.meaning, this.why.title),
        this.why.content,
        this.next,
      ),
    );
  }

  /** Touches the page only where the verdict is another, since each touch is read out. `more`: the log goes on. */
  update(fold: RunFold, actions: Possible, more: boolean): void {
    const { provisional, header } = fold;
    const verdict = isTooEarly(fold) ? undefined : fold.verdict;
    setText(this.caption, header ? caption(header, this.t) : '');
    const waiting = more && (isActive(fold.status.state) || fold.end === undefined);
    const cutOff = !more && fold.end === undefined;
    const status = verdict ? undefined : fold.status.state;
    const key = JSON.stringify([verdict, provisional, status, waiting, cutOff, actions]);
    if (key === this.shown) return;
    this.shown = key;
    if (!verdict) {
      this.showNone(fold, waiting, cutOff);
      return;
    }
    const { t } = this;
    setAttributes(this.element, { 'data-profile': verdict.profile });
    fill(this.badge, icon(verdict.profile));
    setText(this.title, profileTitle(verdict.profile, t));
    const sure = confidenceWords(verdict, t);
    setText(this.confidence, provisional ? soFar(sure, t) : sure);
    fill(this.findings, ...verdict.findings.map((one) => el('span', { class: 'tag' }, findingWords(one, t))));
    setText(this.meaning, meaningWords(verdict, t));
    const missing = missingOf(verdict).filter(({ text }) => !verdict.next.includes(text));
    const words = ({ text }: { text: string }) => prose(plainText(text));
    fill(
      this.reasons,
      ...verdict.reasons.slice(0, REASONS_SHOWN).map((reason) => el('li', {}, ...words(reason))),
      // no finding: it would be read as one
      ...missing.map((one) => el('li', {}, el('strong', {}, t('Missing:')), ' ', ...words(one))),
    );
    fill(
      this.next,
      el('strong', {}, t('Next:')),
      ' ',
      ...this.nextWords(plainText(verdict.next), actions),
      ...(actions.includes('show-growth')
        ? [' ', link(t('See what grew'), () => this.follow('show-growth'))]
        : []),
    );
    this.next.hidden = verdict.next === '';
    this.why.fill(this.reasons);
  }

  /** What the host can do is a link, and needs no command. */
  private nextWords(text: string, actions: Possible): Child[] {
    const [step, words = '', terminal = ''] = TERMINAL_STEP.exec(text) ?? [];
    if (step === undefined) return prose(text);
    const at = text.indexOf(step);
    const before = prose(text.slice(0, at));
    const after = this.nextWords(text.slice(at + step.length), actions);
    const found = NEXT_LINKS.find(
      ({ command, action }) => terminal.startsWith(command) && actions.includes(action),
    );
    if (!found) return [...before, ...prose(step), ...after];
    const [conjunction = ''] = CONJUNCTION.exec(words) ?? [];
    const label = words.slice(conjunction.length);
    return [...before, conjunction, link(label, () => this.follow(found.action)), ...after];
  }

  private showNone({ status }: RunFold, waiting: boolean, cutOff: boolean): void {
    const { t } = this;
    setAttributes(this.element, { 'data-profile': 'none' });
    fill(this.badge, icon('inconclusive'));
    setText(this.title, waiting ? t('No verdict yet') : t('No verdict'));
    setText(this.confidence, '');
    fill(this.findings);
    setText(
      this.meaning,
      !waiting
        ? t('The recording ended before the shape could be told.')
        : status.state === 'starting'
          ? t('The service is starting: the load begins once it answers.')
          : t('The shape is told once the load has come and gone.'),
    );
    this.why.fill();
    fill(this.next, el('strong', {}, t('Next:')), ' ', t('Run again.'));
    this.next.hidden = !cutOff;
  }
}

/** Before the first burst of its load a service has nothing to be verdict by. */
function isTooEarly({ provisional, header, phases }: RunFold): boolean {
  return provisional && header?.plan !== undefined && !phases.some(({ phase }) => phase === 'burst');
}

function soFar(sure: string, t: Translate): string {
  return sure === '' ? t('so far') : t('so far, {0}', sure);
}
