/** Reads what lists of runs show; loaded when the first list is made. */
export { readRun, summariseBytes } from '../runs/run-reader';
