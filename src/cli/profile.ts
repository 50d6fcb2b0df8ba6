/** `stairstep profile`: build, launch, load, record, name the shape. */
import path from 'node:path';
import { planJsonSchema } from '../core/plan/json-schema';
import { type ProfileOptions, profile } from '../engine/index';
import { readArgs, usage } from './args';
import { BUDGET_HELP, BUDGET_OPTIONS, readBudget } from './budget';
import { conduct } from './conduct';
import { EXIT, type Io } from './io';
import { BUILD_HELP, LOAD_HELP, PLAN_OPTIONS, planOverrides, RUN_HELP } from './plan-options';

const HELP = `stairstep profile [options] [-- ARGUMENTS OF THE SERVICE]

Builds a Rust service, runs it under load, records its resident memory and names the shape of the profile.
What is sent stands in stairstep.json, beside Cargo.toml; these options win over it.

  --manifest-path PATH   Cargo.toml, or its folder; the nearest one where left out
  --plan FILE            the plan; stairstep.json beside Cargo.toml where left out
${BUILD_HELP}
  --env NAME=VALUE       environment of the service; may be repeated
${LOAD_HELP}
${RUN_HELP}
  --allow-remote         allow load to an address that is not loopback
  --json                 print the result as JSON
  --schema               print the JSON schema of stairstep.json, and do nothing else
${BUDGET_HELP}

Ctrl-C ends the run with all it has; a second one ends it at once.
`;

export async function runProfile(argv: readonly string[], io: Io): Promise<number> {
  const split = argv.indexOf('--');
  const own = split < 0 ? argv : argv.slice(0, split);
  const { values, positionals } = readArgs('profile', own, {
    'manifest-path': { type: 'string' },
    plan: { type: 'string' },
    env: { type: 'string', multiple: true },
    'allow-remote': { type: 'boolean' },
    json: { type: 'boolean' },
    schema: { type: 'boolean' },
    ...PLAN_OPTIONS,
    ...BUDGET_OPTIONS,
  });
  if (values.help) {
    io.stdout.write(HELP);
    return EXIT.done;
  }
  if (values.schema) {
    io.stdout.write(`${JSON.stringify(planJsonSchema(), null, 2)}\n`);
    return EXIT.done;
  }
  if (positionals.length > 0)
    throw usage(
      `\`stairstep profile\` does not take "${positionals[0]}".`,
      'Name a crate by --manifest-path; arguments of the service stand after `--`.',
    );
  const budget = readBudget(values);
  const manifest = values['manifest-path'];
  const options: ProfileOptions = {
    cwd: io.cwd,
    ...(manifest !== undefined && { manifestPath: path.resolve(io.cwd, manifest) }),
    ...(values.plan !== undefined && { planPath: path.resolve(io.cwd, values.plan) }),
    overrides: { ...planOverrides(values), ...(split >= 0 && { args: argv.slice(split + 1) }) },
    env: environment(values.env ?? []),
    allowRemote: values['allow-remote'] === true,
  };
  const conducted = await conduct((observer) => profile(options, observer), io, {
    json: values.json === true,
    budget,
  });
  return conducted.exit;
}

function environment(settings: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    settings.map((setting) => {
      const at = setting.indexOf('=');
      if (at > 0) return [setting.slice(0, at), setting.slice(at + 1)];
      throw usage(`--env takes NAME=VALUE, not "${setting}".`, 'For example `--env RUST_LOG=warn`.');
    }),
  );
}
