import * as vscode from 'vscode';

/** One setting, read when it is asked for; the only place that reads settings. */
export class ConfigValue<T extends string | boolean> implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly subscription: vscode.Disposable;

  /** `allowed` are the values of an enumeration; any other value in the user's settings counts as the default. */
  constructor(
    private readonly key: string,
    private readonly fallback: T,
    private readonly allowed?: readonly T[],
  ) {
    this.subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`stairstep.${key}`)) this.changed.fire();
    });
  }

  get(scope?: vscode.Uri): T {
    const value = vscode.workspace.getConfiguration('stairstep', scope).get<unknown>(this.key);
    return this.isValid(value) ? value : this.fallback;
  }

  private isValid(value: unknown): value is T {
    if (typeof value !== typeof this.fallback) return false;
    return this.allowed === undefined || this.allowed.some((one) => one === value);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}

const SEVERITIES = ['warning', 'information', 'hint', 'off'] as const;
export type FindingSeverity = (typeof SEVERITIES)[number];
const SAVE_BEFORE_RUN = ['ask', 'always', 'never'] as const;
const OPEN_IN = ['beside', 'active'] as const;

/** All settings of the extension, as package.json declares them. */
export class Settings implements vscode.Disposable {
  readonly cargo = new ConfigValue<string>('cargo.path', 'cargo');
  readonly saveBeforeRun = new ConfigValue<(typeof SAVE_BEFORE_RUN)[number]>(
    'saveBeforeRun',
    'ask',
    SAVE_BEFORE_RUN,
  );
  readonly openIn = new ConfigValue<(typeof OPEN_IN)[number]>('chart.openIn', 'beside', OPEN_IN);
  readonly severity = new ConfigValue<FindingSeverity>('diagnostics.severity', 'warning', SEVERITIES);
  readonly codeLens = new ConfigValue<boolean>('codeLens.enabled', true);

  dispose(): void {
    for (const value of [this.cargo, this.saveBeforeRun, this.openIn, this.severity, this.codeLens])
      value.dispose();
  }
}
