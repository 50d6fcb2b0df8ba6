/** Text that is known by its beginning. A format is one entry of TEXT_FORMATS. */
import type { TextFormat } from './found';
import { lineProtocol } from './line-protocol';
import { logLines } from './log-lines';
import { processTools } from './process-tools';
import { prometheusText } from './prometheus-text';

/** In order: the first that knows the beginning reads all of it. */
export const TEXT_FORMATS: readonly TextFormat[] = [
  ...processTools,
  ...prometheusText,
  lineProtocol,
  logLines,
];
