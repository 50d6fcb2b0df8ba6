/** Comparisons: read, drawn, made of runs; loaded when one is first opened or made. */
export { comparisonHtml, failureHtml } from '../compare/comparison-html';
export { readComparisonFile } from '../compare/read-comparison';
export { writeComparisonOfRuns } from '../compare/write-comparison';
