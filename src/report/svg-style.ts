import { keptTogether } from './words';

/** The looks of a standalone chart: light, and dark where the reader prefers it. */

export const SVG_STYLE = `
.stairstep { --ground: #ffffff; --text: #1f2328; --quiet: #59636e; --rule: #d8dee4; --band: #eaf2fb; --band-text: #3b6ea5;
  --line: #0969da; --step: #bc4c00; --kept: #59636e; font: 12px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
@media (prefers-color-scheme: dark) { .stairstep { --ground: #0d1117; --text: #e6edf3; --quiet: #9198a1; --rule: #30363d;
  --band: #14253c; --band-text: #79b8ff; --line: #58a6ff; --step: #f0883e; --kept: #9198a1; } }
.stairstep .ground { fill: var(--ground); }
.stairstep text { fill: var(--text); }
.stairstep .title { font-size: 16px; font-weight: 600; }
.stairstep .quiet { fill: var(--quiet); }
.stairstep .rule { stroke: var(--rule); stroke-width: 1; }
.stairstep .band { fill: var(--band); }
.stairstep .band-text { fill: var(--band-text); font-size: 11px; text-anchor: middle;
  stroke: var(--band); stroke-width: 4; paint-order: stroke; }
.stairstep .line { fill: none; stroke: var(--line); stroke-width: 1.75; stroke-linejoin: round; }
.stairstep .step { fill: none; stroke: var(--step); stroke-width: 3; stroke-linejoin: round; stroke-linecap: round; }
.stairstep .provisional { stroke-dasharray: 5 4; }
.stairstep .leader { stroke: var(--step); stroke-width: 1; stroke-dasharray: 2 3; }
.stairstep .mark { fill: var(--step); }
.stairstep .step-text { fill: var(--step); font-weight: 600; }
.stairstep .level { stroke: var(--kept); stroke-width: 1; stroke-dasharray: 6 4; }
.stairstep .size { text-anchor: end; }
.stairstep .time { text-anchor: middle; }
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML and HTML, in an element or in a quoted attribute; characters that XML forbids are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (letter) => (letter === '\n' || letter === '\t' ? letter : ''))
    .replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');
}

/** The same for lines of HTML, which break. */
export function htmlText(text: string): string {
  return escapeXml(keptTogether(text));
}
