import * as vscode from 'vscode';
import { formatBytes } from '../../core/units';
import type { Settings } from '../base/config';
import { Disposables } from '../base/disposables';
import { RUN_EDITOR } from '../editor/run-editor';
import { profileWords, type RunInfo, runDate } from '../runs/run-info';
import type { ServiceCatalogue } from '../services/catalogue';
import type { ServiceHint } from '../services/picker';
import type { Findings } from './findings';
import { findMain } from './locate';

/** Above `fn main` of a binary target: Profile memory, and the last verdict. */
export class MainCodeLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly catalogue: ServiceCatalogue,
    private readonly findings: Findings,
    private readonly settings: Settings,
  ) {
    for (const event of [catalogue.onDidChange, findings.onDidChange, settings.codeLens.onDidChange]) {
      this.disposables.add(event(() => this.changed.fire()));
    }
    this.disposables.add(
      vscode.languages.registerCodeLensProvider({ language: 'rust', scheme: 'file' }, this),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { uri } = document;
    if (!this.settings.codeLens.get(uri)) return [];
    const main = findMain(document.getText());
    if (!main) return [];
    const services = await this.catalogue.quietServices();
    const own = services.filter(({ target }) => target.source === uri.fsPath);
    if (own.length === 0) return [];
    const range = new vscode.Range(document.positionAt(main.from), document.positionAt(main.to));
    const lenses = own.map(({ target }) => {
      const hint: ServiceHint = { manifest: target.manifest, bin: target.bin };
      const title = vscode.l10n.t('$(pulse) Profile memory');
      return new vscode.CodeLens(range, { command: 'stairstep.profile', title, arguments: [hint] });
    });
    const last = this.findings.lastRunOf(uri);
    return last ? [...lenses, verdictLens(range, last)] : lenses;
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

function verdictLens(range: vscode.Range, run: RunInfo): vscode.CodeLens {
  const { verdict } = run;
  const title = verdict
    ? vscode.l10n.t(
        '{0}, {1} retained ({2})',
        profileWords(verdict.profile),
        formatBytes(verdict.retained),
        runDate(run),
      )
    : runDate(run);
  return new vscode.CodeLens(range, {
    command: 'vscode.openWith',
    title,
    tooltip: verdict?.reasons[0]?.text ?? '',
    arguments: [run.uri, RUN_EDITOR],
  });
}
