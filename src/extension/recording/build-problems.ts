import path from 'node:path';
import * as vscode from 'vscode';
import type { CompilerDiagnostic } from '../../engine/cargo/messages';
import { Disposables } from '../base/disposables';

/** The compiler's errors of the last build, in Problems. Warnings are left to whoever checks the code while it is written. */
export class BuildProblems implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly collection = this.disposables.add(
    vscode.languages.createDiagnosticCollection('stairstep-build'),
  );

  clear(): void {
    this.collection.clear();
  }

  /** `root`: the folder that paths are relative to */
  add({ level, message, code, spans }: CompilerDiagnostic, root: string): void {
    const primary = spans.find((span) => span.primary) ?? spans[0];
    if (!level.startsWith('error') || !primary) return;
    const uri = vscode.Uri.file(path.resolve(root, primary.file));
    const diagnostic = new vscode.Diagnostic(rangeOf(primary), message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = 'rustc';
    if (code !== undefined) diagnostic.code = code;
    diagnostic.relatedInformation = spans
      .filter((span) => span !== primary && span.label !== undefined)
      .map(
        (span) =>
          new vscode.DiagnosticRelatedInformation(
            new vscode.Location(vscode.Uri.file(path.resolve(root, span.file)), rangeOf(span)),
            span.label ?? '',
          ),
      );
    this.collection.set(uri, [...(this.collection.get(uri) ?? []), diagnostic]);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

/** Lines and columns of the compiler count from 1. */
function rangeOf({ line, column, endLine, endColumn }: CompilerDiagnostic['spans'][number]): vscode.Range {
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}
