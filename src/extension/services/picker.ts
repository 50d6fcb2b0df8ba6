import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { portablePath } from '../../engine/record/portable-path';
import { pickOne } from '../base/pick';
import type { ServiceCatalogue } from './catalogue';
import { type Service, serviceKey } from './service';

const REMEMBERED = 'stairstep.lastService';

/** What a command was asked about: a Cargo.toml, or one binary of one. */
export interface ServiceHint {
  manifest?: string;
  bin?: string;
}

/** Finds the service that is meant: the only one, or the one that is picked. */
export class ServicePicker {
  constructor(
    private readonly catalogue: ServiceCatalogue,
    private readonly memory: vscode.Memento,
  ) {}

  /** Undefined where nothing was picked. Errors: {@link UserError} where there is none. */
  async pick(hint: ServiceHint = {}): Promise<Service | undefined> {
    const all = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking for services…') },
      () => this.catalogue.services(),
    );
    if (all.length === 0) throw noService();
    const meant = matching(all, hint);
    const only = meant.length === 1 ? meant[0] : undefined;
    const service = only ?? (await this.ask(meant.length > 0 ? meant : all));
    if (service) await this.memory.update(REMEMBERED, serviceKey(service));
    return service;
  }

  private async ask(services: readonly Service[]): Promise<Service | undefined> {
    const last = this.memory.get<string>(REMEMBERED);
    const items = services
      .map((service) => ({
        label: service.target.bin,
        description: portablePath(service.folder.uri.fsPath, service.target.manifest),
        detail: serviceKey(service) === last ? vscode.l10n.t('last profiled') : '',
        service,
      }))
      .sort((a, b) => Number(b.detail !== '') - Number(a.detail !== '') || a.label.localeCompare(b.label));
    const picked = await pickOne(items, {
      title: vscode.l10n.t('Profile memory'),
      placeHolder: vscode.l10n.t('The service to profile'),
      matchOnDescription: true,
    });
    return picked?.service;
  }
}

/** The binaries that a hint leaves. */
function matching(services: readonly Service[], { manifest, bin }: ServiceHint): readonly Service[] {
  const named = services.filter(({ target }) => bin === undefined || target.bin === bin);
  if (manifest === undefined) return named;
  return named.filter(({ target }) => target.manifest === manifest);
}

function noService(): UserError {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0)
    return new UserError(
      'usage',
      vscode.l10n.t('No folder is open.'),
      vscode.l10n.t('Open the folder of a Rust service.'),
    );
  if (folders.every(({ uri }) => uri.scheme !== 'file'))
    return new UserError(
      'usage',
      vscode.l10n.t('This workspace is not on disk, so nothing can be built in it.'),
      vscode.l10n.t('Open a folder on disk; recordings can be viewed here.'),
    );
  return new UserError(
    'usage',
    vscode.l10n.t('There is no Rust binary in this workspace.'),
    vscode.l10n.t('Open a project with a src/main.rs or a [[bin]], or open the sample service.'),
  );
}
