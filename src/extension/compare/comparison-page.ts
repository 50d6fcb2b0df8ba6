import path from 'node:path';
import * as vscode from 'vscode';
import { asFromComparison, type FromComparison, type ToPage } from '../../core/view/protocol';
import { Coalesced } from '../base/coalesced';
import { Disposables } from '../base/disposables';
import { failure } from '../editor/failure';
import { fileChunks } from '../editor/file-chunks';
import { pageHtml, pageRoot } from '../editor/page-html';
import { pageStrings } from '../editor/page-strings';
import { insideRoot, rootOf } from '../runs/run-root';

export interface ComparisonPageServices {
  extension: vscode.Uri;
  log: vscode.LogOutputChannel;
}

/** One open comparison: feeds the page its log and its runs, again as the log grows, and does what the page asks. */
export class ComparisonPage implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly feeding = new Coalesced(
    () => this.feed(),
    (error) => this.fail(error),
  );
  /** runs that the page has */
  private sent = 0;

  constructor(
    private readonly file: vscode.Uri,
    private readonly panel: vscode.WebviewPanel,
    private readonly services: ComparisonPageServices,
  ) {
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [pageRoot(services.extension)] };
    this.disposables.add(
      webview.onDidReceiveMessage((message: unknown) => {
        const checked = asFromComparison(message);
        if (checked) void this.answer(checked);
        else services.log.warn('A page sent what is no message of a comparison.');
      }),
    );
    const folder = vscode.Uri.joinPath(file, '..');
    const pattern = new vscode.RelativePattern(folder, path.posix.basename(file.path));
    const watcher = this.disposables.add(vscode.workspace.createFileSystemWatcher(pattern));
    this.disposables.add(watcher.onDidChange(() => void this.feeding.request()));
    this.disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void this.feeding.request()));
    this.disposables.add(panel.onDidDispose(() => this.dispose()));
    webview.html = pageHtml(webview, services.extension, 'main.js');
  }

  private async answer(message: FromComparison): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.sent = 0;
        return this.feeding.request();
      case 'apply-fix':
        await vscode.commands.executeCommand(
          'stairstep.addAllocator',
          await this.service(),
          message.allocator,
        );
        return;
      case 'copy-text':
        return vscode.env.clipboard.writeText(message.text);
      case 'painted':
        this.services.log.info(
          `Painted ${message.samples} samples in ${Math.round(message.ms)} ms: ${this.file.path}`,
        );
        return;
      default:
        message satisfies never;
    }
  }

  private async feed(): Promise<void> {
    const { log, compared } = await this.read();
    const names = compared.runs.map(({ name }) => name);
    const canApply = vscode.workspace.isTrusted && (await this.service()) !== undefined;
    await this.post({ type: 'comparison', log, names, canApply, strings: pageStrings() });
    for (const [run, { file }] of [...compared.runs.entries()].slice(this.sent)) {
      await this.send(run, vscode.Uri.joinPath(this.file, '..', file));
      this.sent = run + 1;
    }
  }

  /** A recording that is gone leaves its line out; its figures are in the comparison. */
  private async send(run: number, file: vscode.Uri): Promise<void> {
    try {
      for await (const bytes of fileChunks(file)) await this.post({ type: 'log', run, bytes, last: false });
      await this.post({ type: 'log', run, bytes: new Uint8Array(0), last: true });
    } catch (error) {
      this.services.log.warn(`${file.fsPath} is left out: ${error instanceof Error ? error.message : error}`);
    }
  }

  private async read() {
    const { readComparedFiles } = await import('../lazy/compare');
    const log = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.file));
    return { log, compared: readComparedFiles(log) };
  }

  /** The binary that a fix would change; undefined where it is not of this workspace. */
  private async service(): Promise<{ manifest: string; bin: string } | undefined> {
    const { compared } = await this.read();
    const root = rootOf({ uri: this.file });
    const manifest = root && insideRoot(root, compared.manifest);
    return manifest && { manifest: manifest.fsPath, bin: compared.service };
  }

  private fail(error: unknown): void {
    this.services.log.error(error instanceof Error ? error : String(error));
    void this.post(failure(error));
  }

  private post(message: ToPage): Thenable<boolean> {
    return this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
