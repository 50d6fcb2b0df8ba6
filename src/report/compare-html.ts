/** A comparison as one file that needs nothing else: the sentence, the pictures, the table and the snippet. */
import type { Comparison } from '../core/compare/comparison';
import type { ComparedRun } from './compare-labels';
import { COMPARE_STYLE } from './compare-style';
import { overlaidChart, sideBySide } from './compare-svg';
import { comparisonTable, comparisonTitle, isInWords, pairWords, shapesIn } from './compare-table';
import { escapeXml, htmlText, SVG_STYLE } from './svg-style';
import { formatDate } from './words';

export interface CompareHtmlParts {
  comparison: Comparison;
  /** the first recording of each measured trial, the reference first */
  runs: readonly ComparedRun[];
  /** base64 of the SHA-256 of the UTF-8 text, for the content security policy */
  sha256: (text: string) => string;
}

const PAGE_STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; margin: 0 auto; padding: 24px; max-width: 1080px; }
svg { max-width: 100%; height: auto; }
.scroll { overflow-x: auto; margin: 16px 0; }
table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 7px; text-align: right; vertical-align: baseline; border-bottom: 1px solid #8886; }
th { white-space: nowrap; }
.words { text-align: left; }
td.words:first-child { min-width: 11em; }
td span { white-space: nowrap; }
tr.best { font-weight: 600; }
pre { padding: 8px 12px; border: 1px solid #8886; border-radius: 6px; overflow-x: auto; }
.quiet { opacity: 0.75; }
@media print {
  body { padding: 0; font-size: 12px; }
  table { font-size: 9px; }
  th, td { padding: 3px 4px; }
  td.words:first-child { min-width: 9em; }
  .scroll { overflow: visible; }
  svg, pre, tr { break-inside: avoid; }
  h1, h2 { break-after: avoid; }
}
`;

/** The page, without script. */
export function htmlComparison({ comparison, runs, sha256 }: CompareHtmlParts): string {
  const { startedAt, conclusion, mechanism, notes, noise } = comparison;
  const { cheapest } = conclusion;
  const title = comparisonTitle(comparison);
  const pair = pairWords(comparison);
  const hashes = [PAGE_STYLE, SVG_STYLE + COMPARE_STYLE].map((text) => `'sha256-${sha256(text)}'`).join(' ');
  const policy = `default-src 'none'; style-src ${hashes}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeXml(policy).replaceAll('&#39;', "'")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>${escapeXml(title)}</h1>
<p class="quiet">${escapeXml(formatDate(startedAt))}</p>
<p><strong>${htmlText(conclusion.text)}</strong>${pair === undefined ? '' : `<br><span class="quiet">${htmlText(pair)}</span>`}</p>
${paragraph(mechanism?.text)}${paragraph(cheapest?.text)}${code(cheapest?.snippet)}${cheapest?.permanent ? `${paragraph('Built in for good:')}${code(cheapest.permanent)}` : ''}
${runs.length > 0 ? overlaidChart(title, conclusion.text, runs) : ''}
${tableOf(comparison)}
${runs.length > 1 ? `<h2>Each trial by itself</h2>\n${sideBySide(runs)}` : ''}
${notes.map(paragraph).join('')}${noise ? `<p class="quiet">${htmlText(noise)}</p>` : ''}
</main>
</body>
</html>
`;
}

function paragraph(text: string | undefined): string {
  return text === undefined ? '' : `<p>${htmlText(text)}</p>\n`;
}

function code(text: string | undefined): string {
  return text === undefined ? '' : `<pre>${escapeXml(text)}</pre>\n`;
}

function tableOf(comparison: Comparison): string {
  const { header, rows, refused } = comparisonTable(comparison);
  const head = header.map(
    (title) => `<th${isInWords(title) ? ' class="words"' : ''}>${htmlText(title)}</th>`,
  );
  const cells = (texts: readonly string[]) =>
    texts
      .map((text, i) => {
        const words = isInWords(header[i]) ? ' class="words"' : '';
        const shapes = shapesIn(header[i], text)?.map((shape) => `<span>${htmlText(shape)}</span>`);
        return `<td${words}>${shapes?.join('') ?? htmlText(text)}</td>`;
      })
      .join('');
  const body = rows.map(({ cells: texts, best }) => `<tr${best ? ' class="best"' : ''}>${cells(texts)}</tr>`);
  const list = refused.map(
    ({ label, state, reason, remedy }) =>
      `<li>${htmlText(`${label}: ${state}. ${reason}`)} <em>${htmlText(remedy)}</em></li>`,
  );
  return [
    `<div class="scroll"><table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`,
    ...(list.length > 0 ? [`<h2>Not measured</h2>\n<ul>${list.join('\n')}</ul>`] : []),
  ].join('\n');
}
