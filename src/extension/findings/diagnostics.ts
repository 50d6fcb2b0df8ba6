import * as vscode from 'vscode';
import { formatBytes } from '../../core/units';
import { Coalesced } from '../base/coalesced';
import type { FindingSeverity, Settings } from '../base/config';
import { Disposables } from '../base/disposables';
import { allocatorWords, hasBuiltIn, runDate } from '../runs/run-info';
import type { Finding, Findings } from './findings';
import { findDependencyTable, findMain, type Span } from './locate';

const DIAGNOSTIC_SOURCE = 'Stairstep';
/** Milliseconds without typing after which the marks of a file are placed again. */
const SETTLE = 300;

const SEVERITIES: Readonly<Record<Exclude<FindingSeverity, 'off'>, vscode.DiagnosticSeverity>> = {
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** A finding on a file. It knows its finding, so that a code action of it needs no search. */
export class FindingDiagnostic extends vscode.Diagnostic {
  override readonly source = DIAGNOSTIC_SOURCE;

  constructor(
    range: vscode.Range,
    severity: vscode.DiagnosticSeverity,
    readonly finding: Finding,
  ) {
    super(range, wording(finding), severity);
    this.code = { value: finding.profile, target: finding.run.uri };
  }
}

/** Shows the findings in Problems: on the dependency table of the manifest, and on `fn main`. */
export class FindingDiagnostics implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly collection = this.disposables.add(
    vscode.languages.createDiagnosticCollection('stairstep'),
  );
  private readonly showing: Coalesced;
  private settling: NodeJS.Timeout | undefined;

  constructor(
    private readonly findings: Findings,
    private readonly settings: Settings,
    onError: (error: unknown) => void,
  ) {
    this.showing = new Coalesced(() => this.show(), onError);
    this.disposables.add(findings.onDidChange(() => void this.showing.request()));
    this.disposables.add(settings.severity.onDidChange(() => void this.showing.request()));
    this.disposables.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (!this.collection.has(document.uri)) return;
        clearTimeout(this.settling);
        this.settling = setTimeout(() => void this.showing.request(), SETTLE);
      }),
    );
  }

  /** The diagnostics of a file that are findings. */
  on(uri: vscode.Uri): FindingDiagnostic[] {
    return (this.collection.get(uri) ?? []).filter((one) => one instanceof FindingDiagnostic);
  }

  private async show(): Promise<void> {
    const marks: [vscode.Uri, vscode.Diagnostic[]][] = [];
    for (const finding of this.findings.all) {
      const places: [vscode.Uri, (text: string) => Span | undefined][] = [[finding.source, findMain]];
      if (finding.profile === 'stair-step') places.push([finding.manifest, findDependencyTable]);
      const found = await Promise.all(places.map(([uri, locate]) => rangeIn(uri, locate)));
      for (const [index, [uri]] of places.entries()) {
        const range = found[index];
        const severity = this.settings.severity.get(uri);
        if (range && severity !== 'off')
          marks.push([uri, [new FindingDiagnostic(range, SEVERITIES[severity], finding)]]);
      }
    }
    relate(marks);
    this.collection.clear();
    this.collection.set(marks);
  }

  dispose(): void {
    clearTimeout(this.settling);
    this.disposables.dispose();
  }
}

/** Each mark of a finding leads to its other one. */
function relate(marks: readonly [vscode.Uri, vscode.Diagnostic[]][]): void {
  const all = marks.flatMap(([uri, diagnostics]) =>
    diagnostics.flatMap((one) => (one instanceof FindingDiagnostic ? [{ uri, one }] : [])),
  );
  for (const { uri, one } of all) {
    one.relatedInformation = all
      .filter((other) => other.one.finding === one.finding && other.uri !== uri)
      .map(
        (other) =>
          new vscode.DiagnosticRelatedInformation(
            new vscode.Location(other.uri, other.one.range),
            vscode.l10n.t('the same finding'),
          ),
      );
  }
}

async function rangeIn(
  uri: vscode.Uri,
  locate: (text: string) => Span | undefined,
): Promise<vscode.Range | undefined> {
  const text = await textOf(uri);
  const span = text === undefined ? undefined : locate(text);
  if (text === undefined || !span) return undefined;
  return new vscode.Range(positionAt(text, span.from), positionAt(text, span.to));
}

/** As the editor shows it, saved or not; undefined where the file is gone. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

function positionAt(text: string, offset: number): vscode.Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return new vscode.Position(line, offset - (before.lastIndexOf('\n') + 1));
}

function wording({ run, verdict, profile }: Finding): string {
  const { name } = run.header.service;
  const when = runDate(run);
  if (profile === 'leak')
    return vscode.l10n.t(
      '{0} keeps growing: {1} at the end, from {2} (measured {3}). {4}',
      name,
      formatBytes(verdict.retained),
      formatBytes(verdict.baseline),
      when,
      verdict.next,
    );
  const steps = verdict.steps.length;
  return vscode.l10n.t(
    '{0} keeps {1} after the load rests, in {2} from {3} (peak {4}; measured {5}, allocator {6}). {7}',
    name,
    formatBytes(verdict.retained),
    steps === 1 ? vscode.l10n.t('one step') : vscode.l10n.t('{0} steps', steps),
    formatBytes(verdict.baseline),
    formatBytes(verdict.peak),
    when,
    allocatorWords(run),
    hasBuiltIn(run)
      ? verdict.next
      : vscode.l10n.t('Another allocator may give it back: compare allocators, or add tikv-jemallocator.'),
  );
}
