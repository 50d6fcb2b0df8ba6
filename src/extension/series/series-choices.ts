import * as vscode from 'vscode';
import { pickOne } from '../base/pick';

const KEY = 'stairstep.chosenSeries';
/** Files that a workspace remembers the choice of. */
const MOST_FILES = 200;

/** Which series of a file with several is shown, so that a reload of the window need not ask again. */
export class SeriesChoices implements vscode.Disposable {
  private readonly forgotten = new vscode.EventEmitter<vscode.Uri>();
  /** this file's is to be chosen anew */
  readonly onDidForget = this.forgotten.event;

  constructor(private readonly memory: vscode.Memento) {}

  of(file: vscode.Uri): string | undefined {
    return this.all().find(([uri]) => uri === file.toString())?.[1];
  }

  /** Undefined where nothing was chosen. */
  async ask(file: vscode.Uri, names: readonly string[]): Promise<string | undefined> {
    const picked = await pickOne(
      names.map((label) => ({ label })),
      { title: vscode.l10n.t('Read a memory series'), placeHolder: vscode.l10n.t('The series to show') },
    );
    if (picked) await this.keep([[file.toString(), picked.label], ...this.others(file)]);
    return picked?.label;
  }

  async forget(file: vscode.Uri): Promise<void> {
    if (this.of(file) !== undefined) await this.keep(this.others(file));
    this.forgotten.fire(file);
  }

  private all(): [string, string][] {
    return this.memory.get<[string, string][]>(KEY, []);
  }

  private others(file: vscode.Uri): [string, string][] {
    return this.all().filter(([uri]) => uri !== file.toString());
  }

  private async keep(choices: readonly [string, string][]): Promise<void> {
    await this.memory.update(KEY, choices.slice(0, MOST_FILES));
  }

  dispose(): void {
    this.forgotten.dispose();
  }
}
