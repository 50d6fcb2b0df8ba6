/** The bursts of the load as bands behind the lines, with their connections above. */
import type { PhaseSpan } from '../../src/core/run/fold';
import { formatCount } from '../../src/core/units';
import type { Translate } from '../text';
import type { Theme } from '../theme';
import type { Geometry } from './geometry';
import { textWidth } from './text-width';

/** More than this many are joined with their neighbours. */
const MOST_BANDS = 60;
const PADDING = 8;
const LABEL_HEIGHT = 9;

interface Window {
  from: number;
  to: number;
}

interface Band extends Window {
  /** absent where several were joined */
  phase?: PhaseSpan;
}

/** The phases between two times, joined where they would stand too close to be told apart. */
function visibleBands(phases: readonly PhaseSpan[], view: Window): Band[] {
  const seen = phases.filter((span) => span.to > view.from && span.from < view.to && span.phase !== 'rest');
  const cut = ({ from, to }: Window) => ({ from: Math.max(from, view.from), to: Math.min(to, view.to) });
  if (seen.length <= MOST_BANDS) return seen.map((phase) => ({ ...cut(phase), phase }));
  const shortest = (view.to - view.from) / MOST_BANDS;
  const bands: Band[] = [];
  for (const { from, to } of seen.filter(({ phase }) => phase === 'burst').map(cut)) {
    const last = bands.at(-1);
    if (last && to - last.from < shortest) last.to = to;
    else bands.push({ from, to });
  }
  return bands;
}

/** Forms of a label, longest first. */
function labelsOf({ phase, connections }: PhaseSpan, t: Translate): string[] {
  if (phase !== 'burst') return [phase === 'baseline' ? t('baseline') : t('tail')];
  if (connections === undefined) return [];
  const n = formatCount(connections);
  return [t('{0} connections', n), t('{0} conn.', n), n];
}

/** Fills the bands. */
export function paintBands(
  context: CanvasRenderingContext2D,
  phases: readonly PhaseSpan[],
  view: Window,
  { x, top, bottom }: Geometry,
  theme: Theme,
): void {
  context.fillStyle = theme.band;
  for (const { from, to, phase } of visibleBands(phases, view)) {
    if (phase && phase.phase !== 'burst') continue;
    context.fillRect(x(from), top, x(to) - x(from), bottom - top);
  }
}

/** Writes their labels above the plot: all in the longest form that each of them has room for. */
export function paintBandLabels(
  context: CanvasRenderingContext2D,
  phases: readonly PhaseSpan[],
  view: Window,
  { x, top }: Geometry,
  theme: Theme,
  t: Translate,
): void {
  const font = `${theme.fontSize}px ${theme.font}`;
  const labelled = visibleBands(phases, view).map(({ from, to, phase }) => ({
    middle: (x(from) + x(to)) / 2,
    // a number may reach out of its band; words would touch what stands beside them
    width: x(to) - x(from) + (phase?.phase === 'burst' ? PADDING : -PADDING),
    forms: phase ? labelsOf(phase, t) : [],
    open: phase === phases.at(-1),
  }));
  // a band that still grows must not change how the others are labelled
  const fits = (form: number) =>
    labelled.every(
      ({ forms, width, open }) => open || forms.length < 2 || textWidth(forms[form] ?? '', font) <= width,
    );
  const chosen = [0, 1].find(fits) ?? 2;
  context.fillStyle = theme.faint;
  context.font = font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { middle, width, forms } of labelled) {
    const label = forms[chosen] ?? forms[0];
    if (label !== undefined && textWidth(label, font) <= width)
      context.fillText(label, middle, top - LABEL_HEIGHT);
  }
}
