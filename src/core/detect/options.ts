import type { HeaderEvent } from '../run/event';
import type { DetectorOptions } from './detector';

/** What a detector can use of the machine and the allocator that a run names. */
export function detectorOptions({ machine, allocator }: HeaderEvent): DetectorOptions {
  return {
    cores: machine.cores,
    ...(machine.pageSize !== undefined && { pageSize: machine.pageSize }),
    ...(machine.cgroupLimit !== undefined && { memoryLimit: machine.cgroupLimit }),
    allocator: allocator.name,
    ...(allocator.options && { allocatorOptions: allocator.options }),
  };
}
