/** What was measured: the service, its allocator, the machine, the day. */
import type { HeaderEvent } from '../../src/core/run/event';
import { formatBytes } from '../../src/core/units';
import { allocatorLabel, plainText } from '../../src/report/words';
import { el, fill, setText } from '../dom';
import type { Translate } from '../text';
import { dateWords } from '../words';

/** `sample-service · system allocator (glibc 2.36) · release` */
export function caption({ service, allocator, startedAt }: HeaderEvent, t: Translate): string {
  return [
    plainText(service.name),
    allocatorWords(allocator, t),
    ...(service.profile === undefined ? [] : [plainText(service.profile)]),
    dateWords(startedAt),
  ].join(' · ');
}

function allocatorWords({ name, version }: HeaderEvent['allocator'], t: Translate): string {
  if (name !== 'system') return plainText([name, version].filter(Boolean).join(' '));
  return version === undefined ? t('system allocator') : t('system allocator ({0})', plainText(version));
}

export class Facts {
  private readonly list = el('dl', { class: 'facts' });
  private readonly heading = el('h2');
  readonly element = el('section', { class: 'panel' }, this.heading, this.list);
  private shown: HeaderEvent | undefined;

  constructor(private readonly t: Translate) {
    setText(this.heading, t('Recorded with'));
  }

  update(header: HeaderEvent | undefined): void {
    this.element.hidden = header === undefined;
    if (!header || header === this.shown) return;
    this.shown = header;
    const { t } = this;
    const { service, machine } = header;
    const limit =
      machine.cgroupLimit === undefined ? '' : t(', limited to {0}', formatBytes(machine.cgroupLimit));
    const rows: [string, string | undefined][] = [
      [t('service'), service.name],
      [t('allocator'), allocatorLabel(header)],
      [
        t('cargo profile'),
        [service.profile, ...(service.features ?? [])].filter(Boolean).join(', ') || undefined,
      ],
      [t('commit'), service.commit?.replace(/^([0-9a-f]{10})[0-9a-f]*/, '$1')],
      [t('machine'), t('{0} cores, {1}{2}', machine.cores, formatBytes(machine.memory), limit)],
      [t('system'), [machine.os, machine.kernel, machine.arch, machine.libc].filter(Boolean).join(', ')],
      [t('huge pages'), machine.thp],
      [t('compiler'), machine.rustc],
      [t('started'), dateWords(header.startedAt)],
      [t('recorded by'), header.tool],
    ];
    fill(
      this.list,
      ...rows.flatMap(([name, value]) =>
        value === undefined ? [] : [el('dt', {}, name), el('dd', {}, plainText(value))],
      ),
    );
  }
}
