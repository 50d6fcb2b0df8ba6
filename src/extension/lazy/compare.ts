/** Comparisons: what is in one, and one made of runs; loaded when the first is opened or made. */
export { readComparedFiles } from '../compare/compared-files';
export { writeComparisonOfRuns } from '../compare/write-comparison';
