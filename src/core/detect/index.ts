/** The detector: samples and what the load did in, steps and a verdict out. */
import type { Detector, DetectorOptions } from './detector';
import { StreamingDetector } from './streaming';

/** A detector for one run or one series. */
export function createDetector(options: DetectorOptions = {}): Detector {
  return new StreamingDetector(options);
}

export { detectorOptions } from './options';
export { checkSeries, classifySeries, type Series } from './series';
