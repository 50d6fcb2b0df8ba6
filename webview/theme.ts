/** The colours of the canvas, read from the style sheet: it maps them to the editor's theme. */
import { el } from './dom';

type Colour =
  | 'text'
  | 'faint'
  | 'surface'
  | 'grid'
  | 'band'
  | 'rss'
  | 'rssFill'
  | 'anon'
  | 'file'
  | 'step'
  | 'rps'
  | 'latency'
  | 'selection';

/** Colours, and the font of the page; `fontSize` is of labels, pixels. */
export type Theme = Readonly<Record<Colour | 'font', string>> & { readonly fontSize: number };

/** Gives what a variable comes to as a colour: a canvas knows neither variables nor `light-dark()`. */
function withColours<T>(use: (read: (name: string) => string) => T): T {
  const probe = document.body.appendChild(el('span', { hidden: true }));
  const result = use((name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return result;
}

/** The colours as they are now. */
export function readTheme(): Theme {
  const { fontFamily, fontSize } = getComputedStyle(document.body);
  return withColours((read) => ({
    text: read('--text'),
    faint: read('--text-faint'),
    surface: read('--surface'),
    grid: read('--grid'),
    band: read('--band'),
    rss: read('--rss'),
    rssFill: read('--rss-fill'),
    anon: read('--anon'),
    file: read('--file'),
    step: read('--step'),
    rps: read('--rps'),
    latency: read('--latency'),
    selection: read('--selection'),
    font: fontFamily,
    fontSize: Math.max(10, Number.parseFloat(fontSize) - 2),
  }));
}

const LINES = 8;

/** The colours of the lines of a comparison, in order. */
export function lineColours(): string[] {
  return withColours((read) => Array.from({ length: LINES }, (_, i) => read(`--line-${i + 1}`)));
}

/** Calls back when the editor or the system changes its theme. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'style'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'style'] });
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
    matchMedia(query).addEventListener('change', changed);
  }
}
