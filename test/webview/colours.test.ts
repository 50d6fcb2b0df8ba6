/** Lines that are told apart by their colour, in each theme. */
import { expect, it } from 'vitest';
import { Pages } from './pages';
import { recording } from './recordings';
import { file, open } from './run-messages';
import { THEME_NAMES, THEMES } from './themes';

const pages = Pages.forTests();
/** What WCAG asks of the parts of a picture. */
const LEAST_CONTRAST = 3;

/** Of a colour such as `rgb(17, 168, 205)` or `#1f1f1f`. */
function luminance(colour: string): number {
  const parts = colour.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  const [r = 0, g = 0, b = 0] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

it.each(THEME_NAMES)('are all different in %s, and stand out from the ground', async (theme) => {
  await pages.open({ theme });
  await pages.shown.send(open(), file(recording('stair-step')));
  await pages.shown.next('painted');
  const { page } = pages.shown;
  await page.locator('vscode-checkbox').click();
  await page.locator('.swatch-latency').waitFor();
  const colours = await page
    .locator('.legend .swatch')
    .evaluateAll((swatches) => swatches.map((swatch) => getComputedStyle(swatch).borderTopColor));
  expect(colours.length).toBeGreaterThanOrEqual(6);
  // a colour that comes to nothing takes its line with it
  const widths = await page
    .locator('.legend .swatch, .step')
    .evaluateAll((lines) =>
      lines.map(
        (line) =>
          Number.parseFloat(getComputedStyle(line).borderWidth.split(' ').at(-1) ?? '') +
          Number.parseFloat(getComputedStyle(line).borderTopWidth),
      ),
    );
  expect(Math.min(...widths)).toBeGreaterThan(0);
  expect(new Set(colours).size).toBe(colours.length);
  const ground = THEMES[theme]['--vscode-editor-background'] ?? '';
  for (const colour of colours) expect(contrast(colour, ground), colour).toBeGreaterThan(LEAST_CONTRAST);
});

/** What WCAG asks of text where contrast was asked for. */
const ENHANCED_CONTRAST = 7;

it.each(['vscode-high-contrast', 'vscode-high-contrast-light'] as const)(
  'all text is as clear as any in %s',
  async (theme) => {
    const { page } = await pages.open({ theme });
    await pages.shown.send(open(), file(recording('stair-step')));
    await pages.shown.next('painted');
    for (const faint of ['.caption', '.legend-entry', '.figure-name', '.step-cause', '.facts dt']) {
      const { text, ground } = await page
        .locator(faint)
        .first()
        .evaluate((element) => ({
          text: getComputedStyle(element).color,
          ground: getComputedStyle(document.body).backgroundColor,
        }));
      expect(text).not.toMatch(/^rgba/);
      expect(contrast(text, ground), faint).toBeGreaterThan(ENHANCED_CONTRAST);
    }
  },
);
