import path from 'node:path';
import * as vscode from 'vscode';
import { UserError, whyOf } from '../../core/errors';
import type { Settings } from '../base/config';
import { Disposables } from '../base/disposables';
import { cargoEnvironment } from './cargo-environment';
import type { Service } from './service';

const IGNORED = '**/{target,node_modules,.stairstep,.git}/**';
/** Cargo is asked once for each separate workspace; a folder with more of them is no folder of services. */
const MOST_WORKSPACES = 40;
const MOST_MANIFESTS = 2000;

/** The services of the open folders, as cargo tells them; asked again after a manifest or a binary came or went. */
export class ServiceCatalogue implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private known: Promise<Service[]> | undefined;
  private watch: vscode.Disposable | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Only once somebody asked: watching takes time that activation has not. */
  private startWatching(): vscode.Disposable {
    const watch = this.disposables.add(new Disposables());
    const forget = () => {
      this.known = undefined;
      this.changed.fire();
    };
    for (const [pattern, ignoreChanges] of [
      ['**/Cargo.toml', false],
      ['**/src/{main.rs,bin/**/*.rs}', true],
    ] as const) {
      const watcher = watch.add(vscode.workspace.createFileSystemWatcher(pattern, false, ignoreChanges));
      for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
        watch.add(event((uri) => !/\/(target|\.stairstep)\//.test(uri.path) && forget()));
      }
    }
    watch.add(vscode.workspace.onDidChangeWorkspaceFolders(forget));
    watch.add(vscode.workspace.onDidGrantWorkspaceTrust(forget));
    return watch;
  }

  /** Every binary target; none in an untrusted workspace. Errors: {@link UserError} where no manifest can be read. */
  services(): Promise<Service[]> {
    this.watch ??= this.startWatching();
    this.known ??= this.find().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  /** The same, for what is only shown in passing: an error is logged, and counts as none. */
  async quietServices(): Promise<Service[]> {
    try {
      return await this.services();
    } catch (error) {
      this.log.warn(`Services cannot be found: ${whyOf(error)}`);
      return [];
    }
  }

  private async find(): Promise<Service[]> {
    if (!vscode.workspace.isTrusted) return [];
    const manifests = await findManifests();
    if (manifests.length === 0) return [];
    const { readMetadata, binaryTargets } = await import('../lazy/cargo');
    const env = cargoEnvironment(this.settings);
    const services: Service[] = [];
    const covered = new Set<string>();
    const failures: unknown[] = [];
    let asked = 0;
    for (const { folder, file } of manifests) {
      if (covered.has(file)) continue;
      if (++asked > MOST_WORKSPACES) {
        this.log.warn(`More than ${MOST_WORKSPACES} cargo workspaces: the deeper ones are left out.`);
        break;
      }
      try {
        const metadata = await readMetadata(file, env);
        for (const { manifest_path } of metadata.packages) covered.add(manifest_path);
        const workspaceRoot = metadata.workspace_root;
        services.push(...binaryTargets(metadata).map((target) => ({ folder, target, workspaceRoot })));
      } catch (error) {
        if (error instanceof UserError && error.code === 'environment') throw error;
        this.log.warn(`${file} is left out: ${whyOf(error)}`);
        failures.push(error);
      }
    }
    if (services.length === 0 && failures.length > 0) throw failures[0];
    return services;
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

interface Manifest {
  folder: vscode.WorkspaceFolder;
  file: string;
}

/** The outer ones first, since a workspace's root speaks for its members. Only those on disk. */
async function findManifests(): Promise<Manifest[]> {
  const uris = await vscode.workspace.findFiles('**/Cargo.toml', IGNORED, MOST_MANIFESTS);
  return uris
    .flatMap((uri) => {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      return uri.scheme === 'file' && folder ? [{ folder, file: uri.fsPath }] : [];
    })
    .sort((a, b) => depth(a.file) - depth(b.file) || a.file.localeCompare(b.file));
}

function depth(file: string): number {
  return file.split(path.sep).length;
}
