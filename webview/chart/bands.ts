/** The bursts of the load as bands behind the lines, with their connections above. */
import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import type { PhaseSpan } from '../../src/core/run/fold';
import { formatCount } from '../../src/report/words';
import type { Translate } from '../text';
import type { Theme } from '../theme';
import { textWidth } from './text-width';
import type { Geometry } from './time-chart';

/** More than this many are joined with their neighbours. */
const MOST_BANDS = 30;
const PADDING = 8;

interface Window {
  from: number;
  to: number;
}

interface Band extends Window {
  /** absent where several were joined */
  phase?: PhaseSpan;
}

/** The bands between two times, joined where they would stand too close to be told apart. */
function visibleBands(phases: readonly PhaseSpan[], view: Window): Band[] {
  const seen = phases.filter((span) => span.to > view.from && span.from < view.to && span.phase !== 'rest');
  if (seen.length <= MOST_BANDS) return seen.map((phase) => ({ from: phase.from, to: phase.to, phase }));
  const shortest = (view.to - view.from) / MOST_BANDS;
  const bands: Band[] = [];
  for (const { from, to } of seen.filter(({ phase }) => phase === 'burst')) {
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

function cut({ from, to }: Band, view: Window): Window {
  return { from: Math.max(from, view.from), to: Math.min(to, view.to) };
}

/** The bands alone. */
export function bandBoxes(
  phases: readonly PhaseSpan[],
  view: Window,
  theme: Theme,
): Record<string, AnnotationOptions> {
  const bursts = phases.filter(({ phase }) => phase === 'burst');
  return Object.fromEntries(
    visibleBands(bursts, view).map((band, i) => {
      const { from, to } = cut(band, view);
      return [
        `band-${i}`,
        {
          type: 'box',
          xMin: from,
          xMax: to,
          backgroundColor: theme.band,
          borderWidth: 0,
          drawTime: 'beforeDatasetsDraw',
        },
      ];
    }),
  );
}

/** Their labels, above the plot. */
export function bandLabels(
  phases: readonly PhaseSpan[],
  view: Window,
  { x, highest }: Geometry,
  theme: Theme,
  t: Translate,
): Record<string, AnnotationOptions> {
  const bands = visibleBands(phases, view);
  const font = `${theme.fontSize}px ${theme.font}`;
  const width = (band: Band) => {
    const { from, to } = cut(band, view);
    return x(to) - x(from) + PADDING;
  };
  const labels = bands.map((band) => (band.phase ? labelsOf(band.phase, t) : []));
  const chosen = [0, 1].find((form) =>
    bands.every((band, i) => {
      const forms = labels[i] ?? [];
      return forms.length < 2 || textWidth(forms[form] ?? '', font) <= width(band);
    }),
  );
  const annotations: Record<string, AnnotationOptions> = {};
  for (const [i, band] of bands.entries()) {
    const label = labels[i]?.[chosen ?? 2] ?? labels[i]?.[0];
    if (label === undefined || textWidth(label, font) > width(band)) continue;
    const { from, to } = cut(band, view);
    annotations[`band-label-${i}`] = {
      type: 'label',
      xValue: (from + to) / 2,
      yValue: highest,
      yAdjust: -9,
      content: label,
      color: theme.faint,
      font: { family: theme.font, size: theme.fontSize },
      padding: 0,
    };
  }
  return annotations;
}
