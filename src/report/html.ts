/**
 * A run as one file that needs nothing else: the editor's chart page with the log inside. Without script the page
 * still shows the picture and the words.
 */
import type { RunFold } from '../core/run/fold';
import { summarise } from './summary';
import { svgChart } from './svg';
import { escapeXml, htmlText, SVG_STYLE } from './svg-style';

/** The bundled chart page. */
export interface Page {
  script: string;
  style: string;
}

export interface HtmlParts {
  run: RunFold;
  /** base64 of the UTF-8 log, thinned by `LogThinner` */
  log: string;
  page: Page;
  /** base64 of the SHA-256 of the UTF-8 text, for the content security policy */
  sha256: (text: string) => string;
}

const REPORT_STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; margin: 0 auto; padding: 24px; max-width: 1080px; }
#app svg { max-width: 100%; height: auto; }
/* of the words that stand here until the page is drawn */
#app > table { border-collapse: collapse; }
#app > table th, #app > table td { padding: 2px 16px 2px 0; text-align: left; font-weight: normal; }
/* without an editor around them the controls have the colours of a dark one */
@media (prefers-color-scheme: light) { vscode-button[appearance='icon'], vscode-checkbox { --foreground: #3b3b3b;
  --checkbox-background: #ffffff; --checkbox-border: #919191; --checkbox-foreground: #3b3b3b; } }
`;

/**
 * The page. Contract with the chart: it finds the log in `#stairstep-log` and draws into `#app`, which holds the
 * text of the report until then.
 */
export function htmlReport({ run, log, page, sha256 }: HtmlParts): string {
  const styles = [REPORT_STYLE, SVG_STYLE, page.style];
  const script = page.script.replaceAll('</script', '<\\/script');
  const hashes = (texts: readonly string[]) => texts.map((text) => `'sha256-${sha256(text)}'`).join(' ');
  const policy = [
    "default-src 'none'",
    // the toolkit fills an empty style element by script
    `style-src ${hashes([...styles, ''])}`,
    `script-src ${hashes([script])}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const { title, headline } = summarise(run);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeXml(policy).replaceAll('&#39;', "'")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(`${title}: ${headline}`)}</title>
<style>${REPORT_STYLE}</style>
<style>${page.style}</style>
</head>
<body>
<main id="app">
${svgChart(run)}${words(run)}
</main>
<script type="text/plain" id="stairstep-log">${log}</script>
<script>${script}</script>
</body>
</html>
`;
}

function words(run: RunFold): string {
  const { headline, reasons, missing, next, memory, load, steps, remarks } = summarise(run);
  const list = (texts: readonly string[]) =>
    texts.length === 0 ? '' : `<ul>${texts.map((text) => `<li>${htmlText(text)}</li>`).join('')}</ul>`;
  return [
    `<h1>${htmlText(headline)}</h1>`,
    list(reasons),
    missing.length > 0 ? `<h2>To decide it</h2>${list(missing)}` : '',
    table(
      ['', ''],
      [...memory, ...load].map(([name, value]) => [name, value]),
    ),
    steps.length > 0
      ? table(
          ['Step', 'At', 'Kept', 'Cause', 'Given back'],
          steps.map(({ number, time, kept, cause, givenBack }) => [number, time, kept, cause, givenBack]),
        )
      : '',
    list(remarks),
    next === '' ? '' : `<p><strong>Next:</strong> ${htmlText(next)}</p>`,
  ]
    .filter((block) => block !== '')
    .join('\n');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${htmlText(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${cells('th', header)}${rows.map((row) => cells('td', row)).join('')}</table>`;
}
