import * as vscode from 'vscode';
import { FindingDiagnostic } from '../findings/diagnostics';
import { findDependencyTable, findMain, type Span } from '../findings/locate';
import { hasBuiltIn } from '../runs/run-info';
import type { ServiceCatalogue } from '../services/catalogue';
import type { Service } from '../services/service';
import { fixWords } from './choose-fix';

const SELECTOR: vscode.DocumentSelector = [
  { scheme: 'file', pattern: '**/Cargo.toml' },
  { scheme: 'file', language: 'rust' },
];

/** The lightbulb: on a finding what mends it, and without one the same change as a refactoring. */
export class AllocatorCodeActions implements vscode.CodeActionProvider {
  constructor(private readonly catalogue: ServiceCatalogue) {}

  register(): vscode.Disposable {
    return vscode.languages.registerCodeActionsProvider(SELECTOR, this, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite],
    });
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const findings = diagnostics.filter((one) => one instanceof FindingDiagnostic);
    if (findings.length > 0) return findings.flatMap(quickFixes);
    if (only && !only.intersects(vscode.CodeActionKind.RefactorRewrite)) return [];
    const services = (await this.catalogue.quietServices()).filter(isAt(document, range));
    return services.flatMap(refactorings);
  }
}

function quickFixes(diagnostic: FindingDiagnostic): vscode.CodeAction[] {
  const { run, profile } = diagnostic.finding;
  const quickFix = (title: string, command: string, ...args: unknown[]) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { command, title, arguments: args };
    action.diagnostics = [diagnostic];
    return action;
  };
  const show = quickFix(vscode.l10n.t('Show the run'), 'vscode.open', run.uri);
  const dismiss = quickFix(vscode.l10n.t('Dismiss this finding'), 'stairstep.dismissFinding', diagnostic);
  // no allocator mends a leak
  if (profile === 'leak') return [show, dismiss];
  const add = () =>
    fixWords().map(({ name, title }) => quickFix(`${title}…`, 'stairstep.addAllocator', run.uri, name));
  const tune = () =>
    quickFix(vscode.l10n.t('Set the options of jemalloc…'), 'stairstep.tuneAllocator', run.uri);
  const isJemalloc = run.header.allocator.name === 'jemalloc';
  const fixes = hasBuiltIn(run) ? (isJemalloc ? [tune()] : []) : add();
  for (const first of fixes.slice(0, 1)) first.isPreferred = true;
  return [
    ...fixes,
    quickFix(vscode.l10n.t('Compare allocators…'), 'stairstep.compareAllocators', run.uri),
    show,
    dismiss,
  ];
}

/** Whether a place is the dependency table or the `fn main` of a service. */
function isAt(document: vscode.TextDocument, range: vscode.Range): (service: Service) => boolean {
  const text = document.getText();
  const touches = (span: Span | undefined) =>
    span !== undefined &&
    range.intersection(new vscode.Range(document.positionAt(span.from), document.positionAt(span.to))) !==
      undefined;
  const { fsPath } = document.uri;
  return ({ target }) =>
    (target.manifest === fsPath && touches(findDependencyTable(text))) ||
    (target.source === fsPath && touches(findMain(text)));
}

function refactorings({ target }: Service): vscode.CodeAction[] {
  const hint = { manifest: target.manifest, bin: target.bin, package: target.package };
  const refactoring = (title: string, command: string) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
    action.command = { command, title, arguments: [hint] };
    return action;
  };
  return [
    refactoring(vscode.l10n.t('Change the allocator of {0}…', target.bin), 'stairstep.addAllocator'),
    refactoring(vscode.l10n.t('Set allocator options of {0}…', target.bin), 'stairstep.tuneAllocator'),
  ];
}
