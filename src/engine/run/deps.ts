import type { Detector, DetectorOptions } from '../../core/detect/detector';
import { createDetector } from '../../core/detect/index';
import { WORKER_FILE } from '../load/load-client';

/** What the engine works with and a test may hand in another of. */
export interface EngineDeps {
  createDetector: (options: DetectorOptions) => Detector;
  /** the bundle of the load worker */
  loadWorker: string;
  /** milliseconds, monotonic */
  clock: () => number;
  /** name and version, for the header of a run */
  tool: string;
}

export const defaultDeps: EngineDeps = {
  createDetector,
  loadWorker: WORKER_FILE,
  clock: () => performance.now(),
  tool: `stairstep ${process.env.STAIRSTEP_VERSION ?? 'development'}`,
};
