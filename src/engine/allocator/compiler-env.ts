/** What `env!` gives in the sources of a package. */
import { dirname } from 'node:path';
import { configuredEnv } from './cargo-config';
import type { Texts } from './files';
import type { ProjectPackage } from './package';

/** The variables whose values are known before the build; a build script may set more, and others. */
export async function compilerEnv(
  { name, version, manifestPath, buildScript }: ProjectPackage,
  texts: Texts,
  env: NodeJS.ProcessEnv,
): Promise<ReadonlyMap<string, string>> {
  const folder = dirname(manifestPath);
  const script = buildScript === undefined ? undefined : await texts.tryRead(buildScript);
  const configured = await configuredEnv(folder, texts, env);
  const [core = '', pre = ''] = version?.split('+')[0]?.split(/-(.*)/s) ?? [];
  const [major = '', minor = '', patch = ''] = core.split('.');
  const ofPackage = {
    CARGO_MANIFEST_DIR: folder,
    CARGO_MANIFEST_PATH: manifestPath,
    CARGO_PKG_NAME: name,
    ...(version !== undefined && {
      CARGO_PKG_VERSION: version,
      CARGO_PKG_VERSION_MAJOR: major,
      CARGO_PKG_VERSION_MINOR: minor,
      CARGO_PKG_VERSION_PATCH: patch,
      CARGO_PKG_VERSION_PRE: pre,
    }),
  };
  const isOpen = (variable: string) => script?.includes(variable) === true;
  return new Map([
    ...[...configured].filter(([variable]) => !isOpen(variable)),
    ...Object.entries(ofPackage),
  ]);
}
