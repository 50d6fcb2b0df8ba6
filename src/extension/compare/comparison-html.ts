import type { AllocatorName } from '../../core/allocator/allocator';
import type { Comparison } from '../../core/compare/comparison';
import { COMPARE_STYLE, overlaidChart, sideBySide } from '../../report/compare-svg';
import { comparisonTable } from '../../report/compare-table';
import { escapeXml, SVG_STYLE } from '../../report/svg-style';
import { formatDate } from '../../report/words';
import type { ShownComparison } from './read-comparison';

/** What surrounds the comparison in the editor. */
export interface ComparisonChrome {
  nonce: string;
  language: string;
  /** a `command:` link that puts an allocator in; undefined where that cannot be done here */
  apply?: (allocator: AllocatorName) => string;
  /** a `command:` link that copies a text */
  copy: (text: string) => string;
  /** words in the editor's language */
  words: Record<'running' | 'cancelled' | 'apply' | 'copy' | 'each' | 'notMeasured' | 'permanent', string>;
}

/** The report's picture in the editor's colours. */
const STYLE = `
body { font: var(--vscode-font-size, 13px)/1.5 var(--vscode-font-family); color: var(--vscode-foreground); margin: 0 auto; padding: 16px 24px; max-width: 1080px; }
h1 { font-size: 1.4em; font-weight: 600; } h2 { font-size: 1.1em; font-weight: 600; margin-top: 2em; }
.banner { border: 1px solid var(--vscode-contrastBorder, transparent); border-left: 3px solid var(--vscode-focusBorder); background: var(--vscode-textBlockQuote-background); padding: 12px 16px; }
.banner p { margin: 0.4em 0; } .banner strong { font-size: 1.1em; }
.quiet { color: var(--vscode-descriptionForeground); }
svg { max-width: 100%; height: auto; }
.stairstep { --ground: var(--vscode-editor-background); --text: var(--vscode-foreground); --quiet: var(--vscode-descriptionForeground); --rule: var(--vscode-editorWidget-border, #8886); --band: var(--vscode-editorWidget-background); --band-text: var(--vscode-descriptionForeground); --step: var(--vscode-editorWarning-foreground); }
.vscode-dark .stairstep .r0, .vscode-high-contrast:not(.vscode-high-contrast-light) .stairstep .r0 { stroke: #56b4e9; }
.vscode-dark .stairstep .r5, .vscode-high-contrast:not(.vscode-high-contrast-light) .stairstep .r5 { stroke: #3d8fd1; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 12px; text-align: right; border-bottom: 1px solid var(--vscode-editorWidget-border, #8886); white-space: nowrap; }
th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left; } tr.best { font-weight: 600; }
pre { padding: 8px 12px; background: var(--vscode-textCodeBlock-background); border: 1px solid var(--vscode-editorWidget-border, transparent); overflow-x: auto; font-family: var(--vscode-editor-font-family); }
a.button { display: inline-block; padding: 4px 12px; margin: 4px 8px 4px 0; text-decoration: none; color: var(--vscode-button-foreground); background: var(--vscode-button-background); border: 1px solid var(--vscode-button-border, transparent); border-radius: 2px; }
a.button.second { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); }
a.button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;

/** The page of a comparison: no script, links that are commands. */
export function comparisonHtml({ comparison, runs }: ShownComparison, chrome: ComparisonChrome): string {
  const { service, startedAt, conclusion, mechanism, noise } = comparison;
  const { nonce, language, words } = chrome;
  const title = `${service}: ${comparison.rows.map(({ trial }) => trial.label).join(' · ')}`;
  return `<!DOCTYPE html>
<html lang="${escapeXml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)}</title>
<style nonce="${nonce}">${SVG_STYLE}${COMPARE_STYLE}${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeXml(service)} <span class="quiet">${escapeXml(formatDate(startedAt))}</span></h1>
<section class="banner" role="status">
${state(comparison, words)}<p><strong>${escapeXml(conclusion.text)}</strong></p>
${paragraph(mechanism?.text)}${advice(comparison, chrome)}
</section>
${runs.length > 0 ? overlaid(title, conclusion.text, runs) : ''}
${tableOf(comparison, words)}
${runs.length > 1 ? `<h2>${escapeXml(words.each)}</h2>\n${unstyled(sideBySide(runs))}` : ''}
<p class="quiet">${escapeXml(noise)}</p>
</main>
</body>
</html>
`;
}

/** In place of a comparison that cannot be read. */
export function failureHtml(nonce: string, message: string, remedy: string): string {
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main role="alert">
<h1>${escapeXml(message)}</h1>
${paragraph(remedy)}</main>
</body>
</html>
`;
}

function overlaid(title: string, text: string, runs: ShownComparison['runs']): string {
  return unstyled(overlaidChart(title, text, runs));
}

/** A picture's own style sheet is of a file that stands alone; here the page's holds. */
function unstyled(svg: string): string {
  return svg.replace(/<style>[\s\S]*?<\/style>/g, '');
}

function state({ ended }: Comparison, words: ComparisonChrome['words']): string {
  if (ended === 'completed') return '';
  return paragraph(ended === 'cancelled' ? words.cancelled : words.running);
}

function advice({ conclusion, rows }: Comparison, { apply, copy, words }: ComparisonChrome): string {
  const { cheapest } = conclusion;
  const best = rows.find(({ trial }) => trial.id === conclusion.trial);
  const fix = best?.trial.fix;
  const links = [
    fix && apply ? `<a class="button" href="${escapeXml(apply(fix))}">${escapeXml(words.apply)}</a>` : '',
    cheapest?.snippet
      ? `<a class="button second" href="${escapeXml(copy(cheapest.snippet))}">${escapeXml(words.copy)}</a>`
      : '',
  ].join('');
  return [
    paragraph(cheapest?.text),
    code(cheapest?.snippet),
    cheapest?.permanent ? `${paragraph(words.permanent)}${code(cheapest.permanent)}` : '',
    links === '' ? '' : `<p>${links}</p>`,
  ].join('');
}

function paragraph(text: string | undefined): string {
  return text === undefined ? '' : `<p>${escapeXml(text)}</p>\n`;
}

function code(text: string | undefined): string {
  return text === undefined ? '' : `<pre>${escapeXml(text)}</pre>\n`;
}

function tableOf(comparison: Comparison, words: ComparisonChrome['words']): string {
  const { header, rows, refused } = comparisonTable(comparison);
  const cells = (tag: string, texts: readonly string[]) =>
    texts.map((text) => `<${tag}>${escapeXml(text)}</${tag}>`).join('');
  const body = rows.map(
    ({ cells: texts, best }) => `<tr${best ? ' class="best"' : ''}>${cells('td', texts)}</tr>`,
  );
  const list = refused.map(
    ({ label, state: how, reason, remedy }) =>
      `<li>${escapeXml(`${label}: ${how}. ${reason}`)} <em>${escapeXml(remedy)}</em></li>`,
  );
  return [
    rows.length > 0
      ? `<div class="scroll"><table><thead><tr>${cells('th', header)}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`
      : '',
    list.length > 0 ? `<h2>${escapeXml(words.notMeasured)}</h2>\n<ul>${list.join('\n')}</ul>` : '',
  ].join('\n');
}
