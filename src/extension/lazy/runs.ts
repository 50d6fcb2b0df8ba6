/** Reads what lists of runs show; loaded when the first list is made. */
export { readRunSummary, summariseBytes } from '../../engine/record/run-summary';
