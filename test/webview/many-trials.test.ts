/** More trials than there are colours: each still has a look of its own. */
import { expect, it } from 'vitest';
import { comparison } from './comparisons';
import { Pages } from './pages';
import { encode, recording } from './recordings';
import { THEME_NAMES, type ThemeName } from './themes';

const pages = Pages.forTests();
const COLOURS = 8;
const NAMES = Array.from({ length: 10 }, (_, i) => `trial ${i + 1}`);

async function compared(theme: ThemeName) {
  await pages.open({ theme, height: 1000 });
  await pages.shown.send(comparison({ names: NAMES, trials: NAMES }));
  const bytes = encode(recording('stair-step'));
  for (const run of NAMES.keys()) {
    await pages.shown.send({ type: 'log', run, bytes, last: true });
    await pages.shown.next('painted');
  }
  return pages.shown.page;
}

it.each(THEME_NAMES)('are told apart in the legend in %s', async (theme) => {
  const page = await compared(theme);
  const looks = await page.locator('.legend .line-mark .swatch').evaluateAll((marks) =>
    marks.map((one) => {
      const { borderTopColor, borderTopStyle } = getComputedStyle(one);
      return `${borderTopColor} ${borderTopStyle}`;
    }),
  );
  expect(new Set(looks).size).toBe(NAMES.length);
});

it('are told apart on the charts', async () => {
  const page = await compared('vscode-dark');
  await page.getByText('Side by side').click();
  await pages.shown.painted();
  /** Columns of pixels in which a line is drawn: near to its colour, however thin it is there. */
  const drawn = (figure: number) =>
    page
      .locator('figure')
      .nth(figure)
      .evaluate((element) => {
        const canvas = element.querySelector('canvas');
        const mark = element.querySelector('.number');
        const context = canvas?.getContext('2d');
        if (!canvas || !context || !mark) throw new Error('nothing is drawn');
        const [r = 0, g = 0, b = 0] = (getComputedStyle(mark).borderTopColor.match(/\d+/g) ?? []).map(Number);
        const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
        const isLine = (at: number) =>
          Math.abs((data[at] ?? 0) - r) +
            Math.abs((data[at + 1] ?? 0) - g) +
            Math.abs((data[at + 2] ?? 0) - b) <
          60;
        let columns = 0;
        for (let x = 0; x < width; x++) {
          for (let y = 0; y < height; y++) {
            if (!isLine((y * width + x) * 4)) continue;
            columns++;
            break;
          }
        }
        return columns;
      });
  const solid = await drawn(0);
  expect(solid).toBeGreaterThan(100);
  expect(await drawn(COLOURS)).toBeLessThan(0.85 * solid);
});
