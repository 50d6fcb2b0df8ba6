/** Comparisons: what is in one, and one made of runs; loaded when the first is listed, opened or made. */
export { readComparedFiles } from '../compare/compared-files';
export { summariseComparison } from '../compare/summarise-comparison';
export { writeComparisonOfRuns } from '../compare/write-comparison';
