import path from 'node:path';
import * as vscode from 'vscode';
import type { SaveFormat } from '../../core/view/protocol';
import { pickOne } from '../base/pick';
import { fileChunks } from './file-chunks';
import { pageRoot } from './page-html';
import type { ReadLog } from './whole-run';

const FILTERS: Readonly<Record<SaveFormat, string>> = {
  png: 'PNG',
  svg: 'SVG',
  csv: 'CSV',
  json: 'JSON',
  html: 'HTML',
};

/** What a chart shows, as something that can be saved. */
export interface Shown {
  /** beside which it is saved */
  file: vscode.Uri;
  /** of what is saved, without its ending */
  name: string;
  read: ReadLog;
}

/** A recording, which the file holds as it is. */
export function shownRun(file: vscode.Uri): Shown {
  return { file, name: path.posix.parse(file.path).name, read: () => fileChunks(file) };
}

/** Saves it in another format, where the user says. `png` is the picture, which only the page can make. */
export async function saveShown(
  shown: Shown,
  format: SaveFormat,
  extension: vscode.Uri,
  png?: Uint8Array,
): Promise<void> {
  const { file, name } = shown;
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(file, '..', `${name}.${format}`),
    filters: { [FILTERS[format]]: [format] },
    title: vscode.l10n.t('Save the chart as {0}', FILTERS[format]),
  });
  if (!target) return;
  const bytes = format === 'png' ? png : new TextEncoder().encode(await textOf(shown, format, extension));
  if (!bytes) return;
  await vscode.workspace.fs.writeFile(target, bytes);
  await offerToOpen(target, format);
}

/** Asks for the format first; a picture of what the chart shows now is saved from the chart itself. */
export async function saveShownAs(shown: Shown, extension: vscode.Uri): Promise<void> {
  const details: Record<Exclude<SaveFormat, 'png'>, string> = {
    svg: vscode.l10n.t('the whole chart as a vector picture'),
    csv: vscode.l10n.t('every sample, for a spreadsheet'),
    json: vscode.l10n.t('the verdict, the steps and the load'),
    html: vscode.l10n.t('a page that opens in any browser'),
  };
  const formats = ['html', 'svg', 'csv', 'json'] as const;
  const picked = await pickOne(
    formats.map((format) => ({ label: FILTERS[format], detail: details[format], format })),
    { title: vscode.l10n.t('Save the chart as…') },
  );
  if (picked) await saveShown(shown, picked.format, extension);
}

/** Puts its summary on the clipboard. */
export async function copySummary({ read }: Shown): Promise<void> {
  const { runAs } = await import('../lazy/report');
  await vscode.env.clipboard.writeText(await runAs('markdown', read));
  vscode.window.setStatusBarMessage(vscode.l10n.t('The summary is on the clipboard.'), 4000);
}

async function textOf(
  { read }: Shown,
  format: Exclude<SaveFormat, 'png'>,
  extension: vscode.Uri,
): Promise<string> {
  const { runAs, runAsHtml } = await import('../lazy/report');
  if (format !== 'html') return runAs(format, read);
  const [script, style] = await Promise.all(['main.js', 'style.css'].map((name) => asset(extension, name)));
  return runAsHtml(read, { script: script ?? '', style: style ?? '' });
}

async function asset(extension: vscode.Uri, name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(pageRoot(extension, name)));
}

async function offerToOpen(file: vscode.Uri, format: SaveFormat): Promise<void> {
  const open = vscode.l10n.t('Open');
  const saved = vscode.l10n.t('Saved as {0}.', path.posix.basename(file.path));
  if ((await vscode.window.showInformationMessage(saved, open)) !== open) return;
  if (format === 'html') await vscode.env.openExternal(file);
  else await vscode.commands.executeCommand('vscode.open', file);
}
