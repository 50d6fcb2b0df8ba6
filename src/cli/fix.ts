/** `stairstep fix`: print the change that makes an allocator permanent, or make it. */
import { dirname, join, resolve } from 'node:path';
import type { AllocatorName } from '../core/allocator/allocator';
import { allocatorEntry, fixableAllocators } from '../core/allocator/catalogue';
import {
  OPTION_PLACES,
  type OptionPlace,
  optionLines,
  optionVariables,
  parseOptions,
} from '../core/allocator/options';
import { UserError } from '../core/errors';
import { exists } from '../engine/allocator/files';
import { prepareFix } from '../engine/allocator/fix';
import { allocatorInPlace } from '../engine/allocator/in-place';
import { readArgs, usage } from './args';
import { type FixIo, reportFix } from './fix-report';

const HELP = `stairstep fix [options]

Make an allocator permanent: its crate in Cargo.toml, the #[global_allocator] static in the binary's root source.
Prints a unified diff that git apply and patch -p1 take; only --write changes files, all of them or none.

  --manifest-path PATH   Cargo.toml of the package or workspace; the nearest one where left out
  -p, --package NAME     the package, in a workspace
  --bin NAME             the binary, where there are several
  --allocator NAME       ${fixableAllocators().join(', ')}; where left out jemalloc, or what the
                         package has behind a feature, and with --options also what it has
  --feature NAME         put it behind this cargo feature, which is added where missing
  --options LIST         run-time options, name:value with commas between:
                         background_thread:true,dirty_decay_ms:3000
  --as PLACE             where the options go: ${OPTION_PLACES.join(', ')}. source edits the binary's root;
                         the others print lines to paste; source for jemalloc, else env, where left out
  --write                write the files
  --json                 print the outcome as JSON

glibc has options without a crate: --allocator system --options arena_max:2,trim_threshold:131072 --as env
`;

const FLAGS = {
  'manifest-path': { type: 'string' },
  package: { type: 'string', short: 'p' },
  bin: { type: 'string' },
  allocator: { type: 'string' },
  feature: { type: 'string' },
  options: { type: 'string' },
  as: { type: 'string' },
  write: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Run the command; returns its exit code. Throws a `UserError` for what is refused, which `--json` has reported too. */
export async function runFix(argv: string[], io: FixIo): Promise<number> {
  const flags = parseFlags(argv);
  if (flags.help) {
    io.stdout(HELP);
    return 0;
  }
  const wanted = {
    ...(flags.package === undefined ? {} : { package: flags.package }),
    ...(flags.bin === undefined ? {} : { bin: flags.bin }),
    ...(flags.feature === undefined ? {} : { feature: flags.feature }),
  };
  const path = flags['manifest-path'];
  const manifestPath = path === undefined ? await nearestManifest(io.cwd) : resolve(io.cwd, path);
  const inPlace =
    flags.allocator === undefined && flags.options !== undefined && manifestPath !== undefined
      ? await allocatorInPlace({ ...wanted, manifestPath })
      : undefined;
  const allocator = inPlace ?? knownAllocator(flags.allocator ?? 'jemalloc');
  const place = placeOf(flags.as, flags.options, allocator);
  const options = flags.options === undefined ? undefined : optionsOf(allocator, flags.options);
  if (options && place !== 'source') {
    if (flags.write)
      throw usage(
        `Options of ${allocator} --as ${place} are lines to paste: --write has no file for them.`,
        writable(allocator),
      );
    if (flags.feature !== undefined)
      throw usage(
        `Options of ${allocator} --as ${place} are not behind a cargo feature.`,
        'Leave --feature out.',
      );
    const variables = optionVariables(allocator, options);
    io.stdout(
      flags.json ? `${JSON.stringify({ variables })}\n` : `${optionLines(variables, place).join('\n')}\n`,
    );
    if (flags.allocator === undefined && inPlace === undefined && manifestPath !== undefined)
      io.stderr(
        `Note: ${allocator} is not in this package, and nothing else reads these. Add it with \`stairstep fix --allocator ${allocator} --write\`, or preload it.\n`,
      );
    return 0;
  }
  if (manifestPath === undefined)
    throw usage(`There is no Cargo.toml in ${io.cwd} or above.`, 'Name one with --manifest-path.');
  const prepared = await prepareFix({
    ...wanted,
    manifestPath,
    allocator,
    orAnother: [flags.allocator, flags.feature, flags.options].every((flag) => flag === undefined),
    ...(options === undefined ? {} : { options }),
  });
  return reportFix(prepared, { write: flags.write, json: flags.json }, io);
}

function parseFlags(argv: string[]) {
  const { values, positionals } = readArgs('fix', argv, FLAGS);
  if (positionals.length === 0) return values;
  throw usage(
    `\`stairstep fix\` does not take "${positionals[0]}".`,
    'Name an allocator by --allocator, a crate by --manifest-path.',
  );
}

function knownAllocator(name: string): AllocatorName {
  const entry = allocatorEntry(name === 'glibc' ? 'system' : name);
  if (entry) return entry.name;
  throw new UserError(
    'usage',
    `"${name}" is no allocator we know.`,
    `Choose one of ${fixableAllocators().join(', ')}.`,
  );
}

function placeOf(as: string | undefined, options: string | undefined, allocator: AllocatorName): OptionPlace {
  if (as === undefined) return allocatorEntry(allocator)?.options?.kind === 'pairs' ? 'source' : 'env';
  const place = OPTION_PLACES.find((known) => known === as);
  if (!place)
    throw new UserError('usage', `--as ${as} is no place.`, `Choose one of ${OPTION_PLACES.join(', ')}.`);
  if (options === undefined)
    throw new UserError('usage', '--as needs --options.', 'Add --options dirty_decay_ms:3000, for example.');
  return place;
}

/** What to type instead of `--write`. */
function writable(allocator: AllocatorName): string {
  return allocatorEntry(allocator)?.options?.kind === 'pairs'
    ? 'Leave --write out and paste what is printed, or write them into the source with --as source.'
    : 'Leave --write out, and paste what is printed.';
}

function optionsOf(allocator: AllocatorName, text: string) {
  const parsed = parseOptions(allocator, text);
  if (parsed.ok) return parsed.value;
  throw new UserError('usage', parsed.message, parsed.remedy);
}

/** The Cargo.toml of a folder or of the nearest one above it. */
async function nearestManifest(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'Cargo.toml');
    if (await exists(path)) return path;
    if (dirname(at) === at) return undefined;
  }
}
