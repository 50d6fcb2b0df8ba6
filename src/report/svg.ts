/** A run as one standalone picture. */
import type { RunFold } from '../core/run/fold';
import { byteAxis, runAxis } from './scale';
import { summarise } from './summary';
import { bandLabels, bands, curve, type Frame, grid, levels } from './svg-layers';
import { laidOut, stepLayer } from './svg-steps';
import { escapeXml, SVG_STYLE } from './svg-style';
import { wrap } from './terminal-style';

export interface SvgOptions {
  /** pixels; 960 where it is left out */
  width?: number;
  /** pixels of the plot, without titles and labels; 280 where it is left out */
  plotHeight?: number;
  /** for a page that says itself what the picture is of */
  untitled?: boolean;
}

const TITLE_ROW = 21;
const TEXT_ROW = 17;
const TITLES_TOP = 28;
const LABEL_ROW = 17;
const LEFT = 74;
const RIGHT = 24;
const BELOW = 42;
const PIXELS_PER_TIME_LABEL = 90;
const PIXELS_PER_SIZE_LABEL = 48;

/** An SVG document: the RSS line with no peak lost, bursts as bands, each step marked and labelled. */
export function svgChart(
  run: RunFold,
  { width = 960, plotHeight = 280, untitled = false }: SvgOptions = {},
): string {
  const { t, rss } = run.samples;
  const highest = rss.reduce((most, size) => Math.max(most, size), 0);
  const sizes = byteAxis(highest * 1.02, Math.floor(plotHeight / PIXELS_PER_SIZE_LABEL));
  const inner = width - LEFT - RIGHT;
  const times = runAxis(t, Math.floor(inner / PIXELS_PER_TIME_LABEL));
  const x = (at: number) => LEFT + ((at - times.from) / (times.to - times.from)) * inner;
  const labels = laidOut(run, x, { left: LEFT, right: width - RIGHT });
  const lanes = labels.reduce((most, { lane }) => Math.max(most, lane + 1), 0);
  const { title, memory, facts } = titles(run);
  const heading = untitled ? { texts: [], bottom: 0 } : headingOf(title, memory, facts, inner);
  const top = heading.bottom + lanes * LABEL_ROW + 14;
  const bottom = top + plotHeight;
  const y = (bytes: number) => bottom - (bytes / sizes.to) * plotHeight;
  const frame: Frame = { left: LEFT, right: width - RIGHT, top, bottom, x, y };
  const height = bottom + BELOW;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="stairstep" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="stairstep-title stairstep-text">`,
    `<title id="stairstep-title">${escapeXml(title)}</title>`,
    `<desc id="stairstep-text">${escapeXml(`${memory} · ${facts}`)}</desc>`,
    `<style>${SVG_STYLE}</style>`,
    `<rect class="ground" width="${width}" height="${height}" rx="6"/>`,
    ...heading.texts,
    bands(run, frame),
    grid(frame, times, sizes),
    caption(
      'resident memory over time; bands are bursts with their connections, dashed lines where memory began and ended',
      frame,
    ),
    levels(run, frame),
    curve(run.samples, frame),
    stepLayer(run, labels, frame, (lane) => heading.bottom + 14 + lane * LABEL_ROW),
    bandLabels(run, frame),
    '</svg>\n',
  ].join('\n');
}

/** Rounded up, of a semi-bold 16 px and of a plain 12 px sans-serif. */
const PIXELS_PER_LETTER = { title: 9, text: 6.5 };

/** The title and what stands under it, in as many lines as they take, and where they end. */
function headingOf(title: string, memory: string, facts: string, width: number) {
  const rows = [
    ...wrap(title, width / PIXELS_PER_LETTER.title).map((line) => ({ line, is: ' class="title"' })),
    ...wrap(memory, width / PIXELS_PER_LETTER.text).map((line) => ({ line, is: '' })),
    ...wrap(facts, width / PIXELS_PER_LETTER.text).map((line) => ({ line, is: ' class="quiet"' })),
  ];
  let y = TITLES_TOP;
  const texts = rows.map(({ line, is }, i) => {
    const isTitle = rows[i + 1]?.is === ' class="title"';
    const text = `<text${is} x="${LEFT}" y="${y}">${escapeXml(line)}</text>`;
    y += isTitle ? TITLE_ROW : TEXT_ROW;
    return text;
  });
  return { texts, bottom: y };
}

function caption(text: string, { right, bottom }: Frame): string {
  return `<text class="quiet size" x="${right}" y="${bottom + 36}">${escapeXml(text)}</text>`;
}

function titles(run: RunFold): Record<'title' | 'memory' | 'facts', string> {
  const { title, facts, headline, memory } = summarise(run);
  return {
    title: `${title}: ${headline}`,
    memory: memory.map(([name, value]) => `${name} ${value}`).join(' · '),
    facts: facts.join(' · '),
  };
}
