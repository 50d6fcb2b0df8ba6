/** What `stairstep fix` prints of an outcome. */
import { realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type FixOutcome, fewOf, type Refusal, shownPath } from '../core/allocator/outcome';
import { UserError } from '../core/errors';
import type { PreparedFix } from '../engine/allocator/fix';
import { writeEdits } from '../engine/allocator/write';
import { type FixDiff, fixDiff } from './fix-diff';

export interface FixIo {
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  cwd: string;
}

/** Print the outcome, written first where that was asked for. Errors: {@link UserError} for a refusal. */
export async function reportFix(
  prepared: PreparedFix,
  how: { write: boolean; json: boolean },
  io: FixIo,
): Promise<number> {
  const { outcome } = prepared;
  const { diff, base } = await fixDiff(outcome.kind === 'edits' ? outcome.files : [], io.cwd, prepared.root);
  const written = outcome.kind === 'edits' && how.write;
  if (outcome.kind === 'edits' && how.write) await writeEdits(outcome.files);
  if (how.json) io.stdout(`${JSON.stringify(asJson(prepared, { diff, base }, written))}\n`);
  if (outcome.kind === 'refused') throw new UserError('refused', outcome.message, outcome.remedy);
  if (how.json) return 0;
  if (!written) io.stdout(diff);
  if (prepared.cargoError !== undefined) io.stderr(`Note: ${prepared.cargoError}\n`);
  if (prepared.unbuildable !== undefined)
    io.stderr(
      `Note: ${prepared.unbuildable} Set CARGO_TARGET_DIR to a folder without one, or choose --allocator mimalloc.\n`,
    );
  if (outcome.kind === 'edits' && prepared.unsearched.length > 0) io.stderr(unsearchedNote(prepared));
  if (outcome.kind === 'edits')
    for (const include of prepared.unfollowed) io.stderr(unfollowedNote(include, prepared.root));
  io.stderr(`${outcome.summary}\n`);
  io.stderr(nextStep(prepared, outcome, written, io.cwd));
  if (prepared.changesLock)
    io.stderr('Cargo.lock changes with the next build: commit it too, or builds with --locked fail.\n');
  if (!written && diff !== '' && base !== (await realpath(io.cwd)))
    io.stderr(`The paths in the diff begin at ${base}: apply it there.\n`);
  return 0;
}

function unsearchedNote({ unsearched, cargoError }: PreparedFix): string {
  const remedy =
    cargoError === undefined ? 'run `cargo fetch` and this again' : 'mend that and run this again';
  return `Note: cargo cannot resolve the dependencies here, so these were not searched for an allocator of their own: ${fewOf(unsearched)}. With one in them the build fails; ${remedy} to be sure.\n`;
}

function unfollowedNote({ path, line, variable }: PreparedFix['unfollowed'][number], root: string): string {
  return `Note: ${shownPath(path, root + sep)}:${line} includes a file by env!("${variable}"), which only the build knows, so it was not searched. If that file sets a global allocator, leave this change out: the build fails with two.\n`;
}

function nextStep(
  prepared: PreparedFix,
  outcome: Exclude<FixOutcome, Refusal>,
  written: boolean,
  cwd: string,
): string {
  if (outcome.kind === 'edits')
    return written
      ? `Written. Build it with \`${buildCommand(prepared, outcome.features, cwd)}\`, and profile again to see what it changed.\n`
      : 'Nothing written: add --write to apply.\n';
  if (outcome.kind === 'already-active' && outcome.allocator === 'jemalloc')
    return 'Its options: --options background_thread:true,dirty_decay_ms:3000 --as env, dockerfile, systemd or source.\n';
  return '';
}

/** The build that has the allocator in it, as typed in a folder. */
function buildCommand(
  { binary, requires, root }: PreparedFix,
  features: readonly string[],
  cwd: string,
): string {
  const path = relative(cwd, binary?.manifest ?? join(root, 'Cargo.toml'));
  const wanted = [...requires, ...features];
  return [
    'cargo build --release',
    ...(path === 'Cargo.toml' ? [] : ['--manifest-path', /\s/.test(path) ? `"${path}"` : path]),
    ...(binary ? ['--bin', binary.name] : []),
    ...(wanted.length > 0 ? ['--features', wanted.join(',')] : []),
  ].join(' ');
}

function asJson(
  { outcome, root, binary, cargoError, unsearched, unfollowed, unbuildable, changesLock }: PreparedFix,
  { diff, base }: FixDiff,
  written: boolean,
): object {
  const { kind: result, ...rest } = outcome;
  const files =
    outcome.kind === 'edits' ? outcome.files.map(({ path, edits }) => ({ path, edits })) : undefined;
  return {
    result,
    ...rest,
    ...(files ? { files, diff, base } : {}),
    written,
    root,
    ...(binary ? { binary } : {}),
    ...(changesLock ? { changesLock } : {}),
    ...(unbuildable === undefined ? {} : { unbuildable }),
    ...(cargoError === undefined ? {} : { cargoError }),
    ...(unsearched.length > 0 ? { unsearched } : {}),
    ...(unfollowed.length > 0 ? { unfollowed } : {}),
  };
}
