/** What stands behind an open chart; loaded when the first is opened. */
export { ComparisonPage } from '../compare/comparison-page';
export { RunPage } from '../editor/run-page';
export { SeriesPage } from '../series/series-page';
