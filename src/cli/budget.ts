/** What a run may cost before a build is to fail: `--fail-on stair-step,leak`, `--max-retained 200MB`. */
import { UserError } from '../core/errors';
import { PROFILES, type Profile, type Verdict } from '../core/run/verdict';
import { formatBytes } from '../core/units';
import { bytesOption, listOption, usage } from './args';
import { EXIT, type Io } from './io';

export interface Budget {
  failOn: readonly Profile[];
  /** bytes */
  maxRetained?: number;
}

/** The options, for `readArgs`. */
export const BUDGET_OPTIONS = {
  'fail-on': { type: 'string', multiple: true },
  'max-retained': { type: 'string' },
} as const;

export const BUDGET_HELP = `  --fail-on SHAPES       exit 1 on any of these shapes: ${PROFILES.join(', ')}
  --max-retained SIZE    exit 1 when more stays resident at the end, e.g. 200MB`;

/** The budget that was asked for. Errors: `usage` for a shape or a size that is none. */
export function readBudget(values: { 'fail-on'?: string[]; 'max-retained'?: string }): Budget {
  const maxRetained = bytesOption('max-retained', values['max-retained']);
  return {
    failOn: listOption(values['fail-on']).map(profileNamed),
    ...(maxRetained !== undefined && { maxRetained }),
  };
}

function profileNamed(text: string): Profile {
  const profile = PROFILES.find((known) => known === text);
  if (profile) return profile;
  throw usage(`--fail-on knows no shape "${text}".`, `The shapes are ${PROFILES.join(', ')}.`);
}

/** Whether there is anything to hold a verdict to. */
export function isAsked({ failOn, maxRetained }: Budget): boolean {
  return failOn.length > 0 || maxRetained !== undefined;
}

/** The error for a budget on `what`, which has nothing that would ever break it. */
export function nothingToJudge(what: string, why = 'has no samples'): UserError {
  return new UserError(
    'file-unreadable',
    `${what} ${why}: a budget has nothing to judge.`,
    'Record it again, or leave --fail-on and --max-retained out.',
  );
}

/** The warning, one line, for a budget on a recording without an end. */
export function partJudged(file: string): string {
  return `stairstep: warning: ${file} has no end: it was cut off, or goes on. The budget judges what is there.\n`;
}

/** One sentence for each part of the budget that the verdict breaks. */
export function brokenBudgets(
  { failOn, maxRetained }: Budget,
  { profile, retained }: Pick<Verdict, 'profile' | 'retained'>,
): string[] {
  return [
    ...(failOn.includes(profile) ? [`the profile is ${profile} (--fail-on)`] : []),
    ...(maxRetained !== undefined && retained > maxRetained
      ? [`${formatBytes(retained)} stay resident, more than ${formatBytes(maxRetained)} (--max-retained)`]
      : []),
  ];
}

/** Says on standard error which parts of a budget were broken. Gives the exit code. */
export function tellBroken(sentences: readonly string[], { stderr }: Io): number {
  for (const sentence of sentences) stderr.write(`stairstep: over budget: ${sentence}\n`);
  return sentences.length > 0 ? EXIT.budget : EXIT.done;
}
