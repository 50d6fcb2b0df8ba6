/** Reads and judges series that something else measured; loaded when the first is opened. */
export { seriesLog } from '../series/series-log';
