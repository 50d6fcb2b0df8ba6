import path from 'node:path';
import type { Settings } from '../base/config';

/** The environment for cargo and the engine: the editor's, without what makes a child an editor's part, and the user's cargo. */
export function cargoEnvironment(settings: Settings): NodeJS.ProcessEnv {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name)),
  );
  const cargo = settings.cargo.get();
  return path.isAbsolute(cargo) ? { ...env, CARGO: cargo } : env;
}
