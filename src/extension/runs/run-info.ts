import path from 'node:path';
import * as vscode from 'vscode';
import { calledName } from '../../core/allocator/in-words';
import { localDate, shortDate } from '../../core/dates';
import type { EndEvent } from '../../core/run/event';
import type { HeaderEvent } from '../../core/run/header';
import type { Profile, Verdict } from '../../core/run/verdict';

/** What lists, findings and lenses need of a recording: its first line and its last ones. */
export interface RunInfo {
  uri: vscode.Uri;
  header: HeaderEvent;
  /** absent where the run has none yet, or ended before one */
  verdict?: Verdict;
  end?: EndEvent;
}

/** The name that the user gave the file, else the service's. */
export function runName({ uri, header }: RunInfo): string {
  const { name } = path.posix.parse(uri.path);
  return name === header.id ? header.service.name : name;
}

/** `23 Nov 2026, 08:30` in the editor's language. */
export function runDate({ header }: RunInfo): string {
  return localDate(header.startedAt, vscode.env.language);
}

/** `22:39` today, `23 Nov, 08:30` this year: for where there is little room. */
export function runShortDate({ header }: RunInfo): string {
  return shortDate(header.startedAt, new Date(), vscode.env.language);
}

/** The shape in the editor's language. */
export function profileWords(profile: Profile): string {
  switch (profile) {
    case 'stair-step':
      return vscode.l10n.t('stair-step');
    case 'leak':
      return vscode.l10n.t('leak');
    case 'ragged':
      return vscode.l10n.t('ragged');
    case 'flat':
      return vscode.l10n.t('flat');
    case 'inconclusive':
      return vscode.l10n.t('inconclusive');
    default:
      return profile satisfies never;
  }
}

/** `jemalloc 5.3.1, preloaded` */
export function allocatorWords({ header }: RunInfo): string {
  const { how, version } = header.allocator;
  const known = version?.toLowerCase().startsWith('glibc')
    ? version
    : [calledName(header.allocator), version].filter(Boolean).join(' ');
  return how === 'preloaded' ? vscode.l10n.t('{0}, preloaded', known) : known;
}

/** Whether the service brings its allocator along: there is none to add then. */
export function hasBuiltIn({ header: { allocator } }: RunInfo): boolean {
  return allocator.how === 'built-in';
}

/** What tells runs of one service apart: the trial that it was, else its allocator. */
export function changeWords(run: RunInfo): string {
  return run.header.trial?.label ?? allocatorWords(run);
}
