/** Where a leak is to be looked for: what grew since the load began, what that is made of, and how to see the calls behind it. */
import type { AllocatorName } from '../../src/core/allocator/allocator';
import type { RunFold } from '../../src/core/run/fold';
import { heapProfileCommands } from '../../src/report/heap-profile';
import { type Child, el, fill } from '../dom';
import type { Translate } from '../text';
import { copyButton } from './copy-button';
import { grownParts, grownTable, type Part } from './grown-parts';

/** Of glibc's allocator, which maps blocks of 128 KiB and more by themselves at first. */
const POINTS_TO = {
  heap: 'Small blocks: look at entries of maps, queues and caches, rather than at whole buffers.',
  arenas: 'Small blocks: look at entries of maps, queues and caches, rather than at whole buffers.',
  large:
    'Large blocks: look at buffers and bodies that are kept whole, and at the tables of large collections.',
  other: 'Stacks of threads: look at threads, and at blocking tasks, that never end.',
  file: 'Mapped files: look at what maps them and keeps the map.',
} as const satisfies Record<Part, string>;
/** Whatever the allocator is. */
const OF_ANY: readonly Part[] = ['other', 'file'];

export class GrowthPanel {
  private readonly content = el('div', { class: 'growth' });
  readonly element: HTMLElement;
  private shown = '';

  constructor(
    private readonly copy: (text: string) => void,
    private readonly t: Translate,
  ) {
    this.element = el(
      'section',
      { class: 'panel', tabindex: '-1', hidden: true },
      el('h2', {}, t('What grew')),
      this.content,
    );
  }

  /** Whether there is something to see. */
  get isShown(): boolean {
    return !this.element.hidden;
  }

  update({ verdict, breakdowns, header }: RunFold): void {
    const parts = verdict?.profile === 'leak' ? grownParts(breakdowns[0], breakdowns.at(-1), this.t) : [];
    const commands = verdict?.profile === 'leak' && header ? heapProfileCommands(header) : [];
    this.element.hidden = parts.length + commands.length === 0;
    const key = JSON.stringify([parts, commands]);
    if (key === this.shown) return;
    this.shown = key;
    fill(
      this.content,
      grownTable(parts, this.t('Since the load began')),
      this.pointer(parts[0]?.part, header?.allocator.name),
      ...this.calls(commands),
    );
  }

  /** Brings it into view, and into the ear of who does not see it. */
  show(): void {
    this.element.scrollIntoView({ block: 'nearest' });
    this.element.focus();
  }

  private pointer(largest: Part | undefined, allocator: AllocatorName | undefined): Child {
    if (largest === undefined) return undefined;
    if (allocator !== 'system' && !OF_ANY.includes(largest)) return undefined;
    return el('p', {}, this.t(POINTS_TO[largest]));
  }

  private calls(commands: readonly string[]): Child[] {
    if (commands.length === 0) return [];
    const { t } = this;
    const text = commands.join('\n');
    return [
      el('p', {}, t('heaptrack shows which calls hold it, under the same load:')),
      el(
        'div',
        { class: 'snippet' },
        el('pre', {}, ...commands.map((line) => el('span', { class: 'command' }, `${line}\n`))),
        copyButton(t('Copy'), t('Copied'), () => this.copy(text)),
      ),
    ];
  }
}
