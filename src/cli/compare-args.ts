/** What `stairstep compare` takes. */
import { BUDGET_HELP, BUDGET_OPTIONS } from './budget';
import { BUILD_HELP, LOAD_HELP, PLAN_OPTIONS, RUN_HELP } from './plan-options';

export const COMPARE_FORMATS = ['terminal', 'html', 'json', 'md'] as const;
export type CompareFormat = (typeof COMPARE_FORMATS)[number];

export const COMPARE_OPTIONS = {
  'manifest-path': { type: 'string' },
  plan: { type: 'string' },
  trials: { type: 'string', multiple: true },
  repeat: { type: 'string' },
  list: { type: 'boolean' },
  'allow-remote': { type: 'boolean' },
  format: { type: 'string' },
  json: { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  ...PLAN_OPTIONS,
  ...BUDGET_OPTIONS,
} as const;

export const COMPARE_HELP = `stairstep compare [options]
stairstep compare FILE|ID FILE|ID ... [options]
stairstep compare FILE.memcompare [options]

Runs a Rust service with one allocator after another under the same plan, and says what each keeps, serves and
costs. Your files and your target folder stay as they are: what has to be built is built in .stairstep. The tail of
the plan is cut to 15 s where --tail does not say more, since every trial waits for it.
With recordings: sets them side by side, the first as the reference; or shows a comparison again.

  --trials LIST          ids of trials, or all; as built and one preloaded allocator where left out
  --list                 the trials, and for each whether it can run here
  --repeat K             runs of each trial, in turns; 1 where left out
  --format FORMAT        ${COMPARE_FORMATS.join(', ')}; by the name of FILE, else terminal, where left out
  --json                 the same as --format json
  -o, --output FILE      write there, not to standard output: .html, .json, .md or .txt

  --manifest-path PATH   Cargo.toml, or its folder; the nearest one where left out
  --plan FILE            the plan; stairstep.json beside Cargo.toml where left out
${BUILD_HELP}
${LOAD_HELP}
${RUN_HELP}
  --allow-remote         allow load to an address that is not loopback
${BUDGET_HELP}
                         The budget is for the service as built; of recordings, for all but the first.

Ctrl-C ends the comparison with the trials that are done.
`;
