/** A report on paper. What is drawn on its canvas has the size and the colours of the screen, so a picture takes its place. */
import type { RunFold } from '../../src/core/run/fold';
import { svgChart } from '../../src/report/svg';
import { el } from '../dom';

/** Puts the picture where the chart is; the page shows it on paper only. */
export function addPaperPicture(run: RunFold): void {
  const picture = svgChart(run, { untitled: true });
  const src = `data:image/svg+xml,${encodeURIComponent(picture)}`;
  document.querySelector('.plot-frame')?.append(el('img', { class: 'paper', src, alt: '' }));
}
