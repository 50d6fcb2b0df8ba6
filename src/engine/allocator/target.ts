/** What the binary is built for. */
import { join } from 'node:path';
import { LINUX_GNU } from '../../core/allocator/cfg';
import type { Manifest } from '../../core/allocator/manifest';
import { run } from './cargo';
import { cargoConfigs, cfgFlags, configuredTargets } from './cargo-config';
import type { Texts } from './files';
import { exists } from './files';

export interface BuildTarget {
  /** absent for the host */
  triple?: string;
  /** triple of the host; absent where rustc does not say */
  host?: string;
  /** lines of `rustc --print cfg` */
  cfg: ReadonlySet<string>;
  /** the same of the targets after the first, where cargo builds for several */
  others: readonly ReadonlySet<string>[];
}

/** The target of a plain `cargo build` in a folder, and its cfg. */
export async function buildTarget(
  folder: string,
  texts: Texts,
  env: NodeJS.ProcessEnv,
): Promise<BuildTarget> {
  const [configs, host] = await Promise.all([cargoConfigs(folder, texts, env), hostTriple(folder, env)]);
  const cfgOf = async (wanted: string | undefined) => {
    const plain = await printedCfg(wanted, [], folder, env);
    const flags = cfgFlags(configs, { triple: wanted ?? host, cfg: plain ?? LINUX_GNU }, env);
    return flags.length === 0 ? plain : printedCfg(wanted, flags, folder, env);
  };
  const [triple, ...rest] = env.CARGO_BUILD_TARGET ? [env.CARGO_BUILD_TARGET] : configuredTargets(configs);
  const cfg = (await cfgOf(triple)) ?? LINUX_GNU;
  const others = await Promise.all(rest.map(cfgOf));
  return {
    ...(triple === undefined ? {} : { triple }),
    ...(host === undefined ? {} : { host }),
    cfg,
    others: others.filter((known) => known !== undefined),
  };
}

async function hostTriple(folder: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { stdout } = await run('rustc', ['-vV'], { cwd: folder, timeout: 20_000, env });
  return /^host: (\S+)/m.exec(stdout)?.[1];
}

/** Of the host where no triple is given; undefined where rustc does not say. */
async function printedCfg(
  triple: string | undefined,
  flags: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<ReadonlySet<string> | undefined> {
  const args = ['--print', 'cfg', ...flags, ...(triple === undefined ? [] : ['--target', triple])];
  const result = await run('rustc', args, { cwd: folder, timeout: 20_000, env });
  const lines = result.stdout.split('\n').filter((line) => line !== '' && line !== 'debug_assertions');
  return result.ok ? new Set(lines) : undefined;
}

const BROWSER = ['wasm-bindgen', 'web-sys', 'yew', 'dominator', 'sycamore', 'stdweb', 'worker', 'seed'];
const NATIVE = [
  'tokio',
  'async-std',
  'smol',
  'hyper',
  'axum',
  'actix-web',
  'rocket',
  'warp',
  'tonic',
  'winit',
  'eframe',
  'poem',
  'salvo',
  'ntex',
  'tide',
];

/** Why a binary is taken to be built for WebAssembly; undefined where it is not. */
export async function wasmReason(
  target: BuildTarget,
  manifest: Manifest,
  folder: string,
): Promise<string | undefined> {
  if (target.triple?.startsWith('wasm')) return `build.target is ${target.triple}`;
  if (await exists(join(folder, 'Trunk.toml'))) return 'Trunk.toml';
  const normal = manifest.dependencies.filter((known) => known.table === 'normal' && !known.target);
  const browser = normal.find(({ crate, optional }) => BROWSER.includes(crate) && !optional);
  // a server that renders what the browser then runs has both, each behind a feature
  return browser && !normal.some(({ crate }) => NATIVE.includes(crate))
    ? `it depends on ${browser.crate}`
    : undefined;
}
