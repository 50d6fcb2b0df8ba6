import type { AllocatorName } from '../../core/allocator/allocator';
import type { FixOutcome } from '../../core/allocator/outcome';
import { type FixOptions, prepareFix } from './fix';

/** The global allocator that a package has, or would have with a feature of its own; undefined where we know of none. */
export async function allocatorInPlace(
  options: Omit<FixOptions, 'allocator' | 'options' | 'orAnother'>,
): Promise<AllocatorName | undefined> {
  const orAnother = options.feature === undefined;
  const { outcome } = await prepareFix({ ...options, allocator: 'jemalloc', orAnother });
  const name = nameIn(outcome);
  return name === 'unknown' ? undefined : name;
}

function nameIn(outcome: FixOutcome): AllocatorName | undefined {
  if (outcome.kind === 'refused') return outcome.inPlace;
  return outcome.kind === 'edits' ? undefined : outcome.allocator;
}
