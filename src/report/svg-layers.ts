import type { SampleColumns } from '../core/run/columns';
import { decimate, type IndexRange, unbroken } from '../core/run/decimate';
import type { RunFold } from '../core/run/fold';
import { formatBytes } from '../core/units';
import type { Axis } from './scale';
import { escapeXml } from './svg-style';

/** The plot's place in the picture, and where a time and a size fall in it. */
export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: (t: number) => number;
  y: (bytes: number) => number;
}

/** Pixels to one decimal: enough for any screen, and short. */
export function px(value: number): string {
  return `${Math.round(value * 10) / 10}`;
}

const NARROWEST_LABELLED = 18;

function bursts({ phases }: RunFold, { x }: Frame) {
  return phases
    .filter(({ phase }) => phase === 'burst')
    .map(({ from, to, connections }) => ({
      left: x(from),
      width: Math.max(1, x(to) - x(from)),
      connections,
    }));
}

/** The bursts. */
export function bands(run: RunFold, frame: Frame): string {
  const { top, bottom } = frame;
  return bursts(run, frame)
    .map(
      ({ left, width }) =>
        `<rect class="band" x="${px(left)}" y="${px(top)}" width="${px(width)}" height="${px(bottom - top)}"/>`,
    )
    .join('\n');
}

/** How many connections each burst had, at its foot. */
export function bandLabels(run: RunFold, frame: Frame): string {
  return bursts(run, frame)
    .filter(({ width, connections }) => connections !== undefined && width >= NARROWEST_LABELLED)
    .map(
      ({ left, width, connections }) =>
        `<text class="band-text" x="${px(left + width / 2)}" y="${px(frame.bottom - 8)}">${connections}<title>${connections} connections</title></text>`,
    )
    .join('\n');
}

/** Rules and labels of both axes. */
export function grid({ left, right, bottom, x, y }: Frame, times: Axis, sizes: Axis): string {
  const rows = sizes.ticks.map(
    ({ at, label }) =>
      `<line class="rule" x1="${left}" x2="${right}" y1="${px(y(at))}" y2="${px(y(at))}"/><text class="quiet size" x="${left - 8}" y="${px(y(at) + 4)}">${escapeXml(label)}</text>`,
  );
  const columns = times.ticks.map(
    ({ at, label }) =>
      `<line class="rule" x1="${px(x(at))}" x2="${px(x(at))}" y1="${px(bottom)}" y2="${px(bottom + 5)}"/><text class="quiet time" x="${px(x(at))}" y="${px(bottom + 20)}">${escapeXml(label)}</text>`,
  );
  return [...rows, ...columns].join('\n');
}

/** Where memory started and where it ended up. */
export function levels({ verdict }: RunFold, { left, right, y }: Frame): string {
  if (!verdict) return '';
  return [
    { name: 'baseline', bytes: verdict.baseline },
    { name: 'retained', bytes: verdict.retained },
  ]
    .map(
      ({ name, bytes }) =>
        `<line class="level" x1="${left}" x2="${right}" y1="${px(y(bytes))}" y2="${px(y(bytes))}"><title>${name} ${escapeXml(formatBytes(bytes))}</title></line>`,
    )
    .join('\n');
}

/** The points of a stretch of samples as a path, at most four a pixel. */
export function path(samples: SampleColumns, range: IndexRange, { x, y }: Frame): string {
  const { t, rss } = samples;
  const columns = Math.max(1, Math.ceil(x(t[range.to - 1] ?? 0) - x(t[range.from] ?? 0)));
  const line = decimate(t, rss, columns, range);
  return line.t.map((at, i) => `${i === 0 ? 'M' : 'L'}${px(x(at))} ${px(y(line.y[i] ?? 0))}`).join('');
}

/** The line, broken where the recording has a gap. */
export function curve(samples: SampleColumns, frame: Frame): string {
  const d = unbroken(samples.t)
    .map((range) => path(samples, range, frame))
    .join('');
  return `<path class="line" d="${d}"/>`;
}
