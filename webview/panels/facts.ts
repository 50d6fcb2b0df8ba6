/** What was measured: the service, its allocator, the machine, the day. */
import { calledName } from '../../src/core/allocator/in-words';
import type { HeaderEvent, ImportedSeries } from '../../src/core/run/header';
import { formatBytes } from '../../src/core/units';
import { allocatorLabel, plainText } from '../../src/report/words';
import { el, fill, setText } from '../dom';
import type { Translate } from '../text';
import { dateWords } from '../words';

/** `sample-service · system allocator (glibc 2.36) · release`, `rss.csv · CSV · rss_kib`; with the date, where it is known */
export function caption({ service, allocator, startedAt, imported }: HeaderEvent, t: Translate): string {
  if (imported) {
    const { format, series } = imported;
    const parts = [service.name, format, series ?? [], startedAt === '' ? [] : dateWords(startedAt)].flat();
    return parts.map(plainText).join(' · ');
  }
  return [
    plainText(service.name),
    allocatorWords(allocator, t),
    ...(service.profile === undefined ? [] : [plainText(service.profile)]),
    dateWords(startedAt),
  ].join(' · ');
}

function allocatorWords(allocator: HeaderEvent['allocator'], t: Translate): string {
  const { name, version } = allocator;
  if (name !== 'system') return plainText([calledName(allocator), version].filter(Boolean).join(' '));
  return version === undefined ? t('system allocator') : t('system allocator ({0})', plainText(version));
}

export class Facts {
  private readonly list = el('dl', { class: 'facts' });
  private readonly heading = el('h2');
  readonly element = el('section', { class: 'panel' }, this.heading, this.list);
  private shown: HeaderEvent | undefined;

  constructor(private readonly t: Translate) {}

  update(header: HeaderEvent | undefined): void {
    this.element.hidden = header === undefined;
    if (!header || header === this.shown) return;
    this.shown = header;
    const { t } = this;
    setText(this.heading, header.imported ? t('Read as') : t('Recorded with'));
    const rows = header.imported ? importedRows(header, header.imported, t) : recordedRows(header, t);
    fill(
      this.list,
      ...rows.flatMap(([name, value]) =>
        value === undefined ? [] : [el('dt', {}, name), el('dd', {}, plainText(value))],
      ),
    );
  }
}

type Row = [name: string, value: string | undefined];

function importedRows(
  { service, startedAt }: HeaderEvent,
  { format, series, unit, time }: ImportedSeries,
  t: Translate,
): Row[] {
  return [
    [t('file'), service.name],
    [t('format'), format],
    [t('series'), series ?? undefined],
    [t('sizes'), unit],
    [t('times'), time],
    [t('first sample'), startedAt === '' ? undefined : dateWords(startedAt)],
  ];
}

function recordedRows(header: HeaderEvent, t: Translate): Row[] {
  const { service, machine } = header;
  const limit =
    machine.cgroupLimit === undefined ? '' : t(', limited to {0}', formatBytes(machine.cgroupLimit));
  return [
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
}
