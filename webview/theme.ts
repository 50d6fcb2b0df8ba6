/** The colours of the canvas, read from the style sheet: it maps them to the editor's theme. */

const NAMES = {
  text: '--text',
  faint: '--text-faint',
  surface: '--surface',
  grid: '--grid',
  band: '--band',
  rss: '--rss',
  rssFill: '--rss-fill',
  anon: '--anon',
  file: '--file',
  step: '--step',
  rps: '--rps',
  latency: '--latency',
  selection: '--selection',
} as const;

export type Theme = Readonly<Record<keyof typeof NAMES | 'font', string>> & { readonly fontSize: number };

/** The colours as they are now. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const values = computedColours(Object.values(NAMES));
  const colours = Object.keys(NAMES).map((key, i) => [key, values[i]]);
  return {
    ...(Object.fromEntries(colours) as Record<keyof typeof NAMES, string>),
    font: style.fontFamily,
    fontSize: Math.max(10, Number.parseFloat(style.fontSize) - 2),
  };
}

/** The colours of the lines of a comparison, in order. */
export function lineColours(): string[] {
  return computedColours([1, 2, 3, 4, 5, 6].map((n) => `--line-${n}`));
}

/** Custom properties as the colours that they come to: a canvas knows neither `light-dark()` nor `var()`. */
function computedColours(names: readonly string[]): string[] {
  const probe = document.createElement('span');
  probe.style.setProperty('forced-color-adjust', 'none');
  document.body.append(probe);
  const colours = names.map((name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return colours;
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
