/** What cargo's configuration says of the builds in a folder. */
import { dirname, join } from 'node:path';
import {
  isProblem,
  parseToml,
  strings,
  type TomlTable,
  type TomlValue,
  tableAt,
} from '../../core/allocator/toml/document';
import type { Texts } from './files';

/** The `.cargo/config.toml` of a folder and of those above it, the nearest first. */
export async function cargoConfigs(folder: string, texts: Texts): Promise<TomlTable[]> {
  const found: TomlTable[] = [];
  for (let at = folder; ; at = dirname(at)) {
    for (const name of ['config.toml', 'config']) {
      const text = await texts.tryRead(join(at, '.cargo', name));
      const document = text === undefined ? undefined : parseToml(text);
      if (document && !isProblem(document)) found.push(document.data);
    }
    if (dirname(at) === at) return found;
  }
}

/** `build.target`: the triples that a plain build is for; none for the host. */
export function configuredTargets(configs: readonly TomlTable[]): string[] {
  const lists = configs.map((config) => words(tableAt(config, 'build')?.target));
  return lists.find((triples) => triples.length > 0) ?? [];
}

/** The `--cfg` flags that rustc gets, from the first place that has flags, as cargo looks for them. */
export function cfgFlags(
  configs: readonly TomlTable[],
  triple: string | undefined,
  env: NodeJS.ProcessEnv,
): string[] {
  const ofTarget = (config: TomlTable) =>
    triple === undefined ? [] : words(tableAt(config, 'target', triple)?.rustflags);
  const places = [
    env.CARGO_ENCODED_RUSTFLAGS?.split('\x1f') ?? [],
    words(env.RUSTFLAGS),
    configs.flatMap(ofTarget),
    configs.flatMap((config) => words(tableAt(config, 'build')?.rustflags)),
  ];
  const flags = places.find((given) => given.some((flag) => flag !== '')) ?? [];
  return flags.flatMap((flag, index) => {
    const value = flag === '--cfg' ? flags[index + 1] : /^--cfg=(.+)$/s.exec(flag)?.[1];
    return value === undefined ? [] : ['--cfg', value];
  });
}

/** A list, or a string with spaces between. */
function words(value: TomlValue | undefined): string[] {
  return typeof value === 'string' ? value.split(/\s+/).filter((word) => word !== '') : strings(value);
}
