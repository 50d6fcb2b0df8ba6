/** What commands are given: by menus, lenses, links and other extensions, so each is checked. */
import * as vscode from 'vscode';
import type { FixSubject } from './fix/allocator-commands';
import type { Entry } from './runs/run-entries';
import type { RunInfo } from './runs/run-info';
import type { ServiceHint } from './services/picker';

/** A Cargo.toml from the explorer or the editor title, or what a lens says. */
export function hintOf(arg: unknown): ServiceHint | undefined {
  if (arg instanceof vscode.Uri) return { manifest: arg.fsPath };
  const manifest = textAt(arg, 'manifest');
  const bin = textAt(arg, 'bin');
  return { ...(manifest !== undefined && { manifest }), ...(bin !== undefined && { bin }) };
}

export function isRunInfo(arg: unknown): arg is RunInfo {
  return typeof arg === 'object' && arg !== null && 'uri' in arg && 'header' in arg;
}

/** What the view of runs lists. */
export function isEntry(arg: unknown): arg is Entry {
  return isRunInfo(arg) || (typeof arg === 'object' && arg !== null && 'uri' in arg && 'comparison' in arg);
}

export function runUri(arg: unknown): vscode.Uri | undefined {
  if (arg instanceof vscode.Uri) return arg;
  return isRunInfo(arg) ? arg.uri : undefined;
}

/** The selected items of the view, or a list of files. */
export function runUris(arg: unknown, all: unknown): vscode.Uri[] {
  const given = Array.isArray(all) ? all : Array.isArray(arg) ? arg : [arg];
  return given.flatMap((one: unknown) => runUri(one) ?? []);
}

/** The run of a chart or a tree item, or the binary that a code action names. */
export function subjectOf(arg: unknown): FixSubject {
  const run = runUri(arg);
  return run ? { run } : { hint: hintOf(arg) };
}

function textAt(arg: unknown, key: string): string | undefined {
  if (typeof arg !== 'object' || arg === null) return undefined;
  const value: unknown = Object.entries(arg).find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? value : undefined;
}
