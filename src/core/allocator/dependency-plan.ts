/** Which crate a fix uses, under which condition, and what the manifest lacks for it. */
import type { AllocatorCrate } from './entry';
import { listedUse, useListed } from './listed-dependency';
import { addNew } from './new-dependency';
import type { FixInput } from './outcome';
import type { DependencyPlan, PlanContext } from './plan';

/** Decide on the crate and what to add. */
export function planDependency(context: PlanContext): DependencyPlan | undefined {
  const { manifest, entry, input } = context;
  const crates = [...(entry.crate ? [entry.crate] : []), ...entry.legacy];
  const listed = manifest.dependencies.filter(({ crate }) => crates.some(({ name }) => name === crate));
  const use = listedUse(listed, crates, context);
  if (use) return useListed(context, use);
  const inherited = manifest.workspaceDependencies.find(({ crate }) =>
    crates.some(({ name }) => name === crate),
  );
  const crate =
    context.required ??
    crates.find(({ name }) => name === inherited?.crate) ??
    crates.find(({ name }) => listed.some((dependency) => dependency.crate === name)) ??
    lockedCrate(crates, input) ??
    entry.crate;
  return crate && addNew(context, crate, inherited?.crate === crate.name ? inherited : undefined, listed);
}

/** A native library can be linked once: where an older crate already brings it, that one is used. */
function lockedCrate(crates: readonly AllocatorCrate[], input: FixInput): AllocatorCrate | undefined {
  const isLocked = (crate: AllocatorCrate) =>
    crate.siblings.some((sibling) => input.locked[sibling] !== undefined);
  const locked = crates.filter(isLocked);
  return locked.length === 1 ? locked[0] : undefined;
}
