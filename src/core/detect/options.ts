import type { AllocatorInUse } from '../allocator/allocator';
import { allocatorEntry } from '../allocator/catalogue';
import type { HeaderEvent } from '../run/header';
import type { DetectorOptions } from './detector';

/** What a detector can use of the machine and the allocator that a run names. */
export function detectorOptions({ machine, allocator }: HeaderEvent): DetectorOptions {
  const variable = variableOf(allocator);
  return {
    cores: machine.cores,
    ...(machine.pageSize !== undefined && { pageSize: machine.pageSize }),
    ...(machine.cgroupLimit !== undefined && { memoryLimit: machine.cgroupLimit }),
    allocator: allocator.name,
    trimsOnly: allocatorEntry(allocator.name)?.trimsOnly ?? false,
    ...(variable !== undefined && { allocatorVariable: variable }),
    ...(allocator.options && { allocatorOptions: allocator.options }),
  };
}

/** The variable with an allocator's options: a crate's jemalloc has one with a prefix, that of a library is without. */
function variableOf({ name, how, variable }: AllocatorInUse): string | undefined {
  const syntax = allocatorEntry(name)?.options;
  if (syntax?.kind !== 'pairs') return undefined;
  return variable ?? (how === 'preloaded' ? syntax.unprefixed.variable : syntax.variable);
}
