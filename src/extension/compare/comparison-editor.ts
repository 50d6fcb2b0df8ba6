import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import type { AllocatorName } from '../../core/allocator/allocator';
import { UserError } from '../../core/errors';
import { Coalesced } from '../base/coalesced';
import { Disposables } from '../base/disposables';
import { insideRoot, rootOf } from '../runs/run-root';
import type { ComparisonChrome } from './comparison-html';
import type { ShownComparison } from './read-comparison';

const COMPARISON_EDITOR = 'stairstep.comparison';
/** What the links of the page may do. */
const LINKS = ['stairstep.addAllocator', 'stairstep.copySnippet'];

export async function openComparison(file: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', file, COMPARISON_EDITOR);
}

/** The read-only editor of `*.memcompare`: trials side by side, drawn anew as their log grows. */
export class ComparisonEditor implements vscode.CustomReadonlyEditorProvider {
  constructor(private readonly onError: (error: unknown) => void) {}

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => {} };
  }

  async resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    const lifetime = new Disposables();
    panel.onDidDispose(() => lifetime.dispose());
    panel.webview.options = { enableScripts: false, enableCommandUris: LINKS, localResourceRoots: [] };
    const drawing = new Coalesced(async () => {
      panel.webview.html = await pageOf(uri);
    }, this.onError);
    const name = path.posix.basename(uri.path);
    const watcher = lifetime.add(
      vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name),
      ),
    );
    lifetime.add(watcher.onDidChange(() => void drawing.request()));
    lifetime.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void drawing.request()));
    await drawing.request();
  }

  register(): vscode.Disposable {
    return vscode.window.registerCustomEditorProvider(COMPARISON_EDITOR, this, {
      supportsMultipleEditorsPerDocument: true,
      webviewOptions: { enableFindWidget: true },
    });
  }
}

async function pageOf(uri: vscode.Uri): Promise<string> {
  const { comparisonHtml, failureHtml, readComparisonFile } = await import('../lazy/compare');
  const nonce = randomBytes(16).toString('base64');
  const language = vscode.env.language;
  try {
    const shown = await readComparisonFile(uri.fsPath);
    return comparisonHtml(shown, { nonce, language, ...chromeOf(uri, shown) });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return failureHtml(nonce, error.message, error.remedy);
  }
}

function chromeOf(
  uri: vscode.Uri,
  { header }: ShownComparison,
): Omit<ComparisonChrome, 'nonce' | 'language'> {
  const root = rootOf({ uri });
  const manifest = root && insideRoot(root, header.service.manifest);
  const hint = manifest && { manifest: manifest.fsPath, bin: header.service.name };
  return {
    ...(hint &&
      vscode.workspace.isTrusted && {
        apply: (allocator: AllocatorName) => link('stairstep.addAllocator', hint, { allocator }),
      }),
    copy: (text) => link('stairstep.copySnippet', text),
    words: {
      running: vscode.l10n.t('This comparison is under way, or was cut short: what is measured is shown.'),
      cancelled: vscode.l10n.t('This comparison was ended early: what was measured is shown.'),
      apply: vscode.l10n.t('Apply this fix…'),
      copy: vscode.l10n.t('Copy'),
      each: vscode.l10n.t('Each by itself'),
      notMeasured: vscode.l10n.t('Not measured'),
      permanent: vscode.l10n.t('Built in for good:'),
    },
  };
}

function link(command: string, ...args: unknown[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}
