/** Series of resident memory from elsewhere: text in, one series out, and how it was read. */
export type { HowRead, ReadSeries } from './found';
export { readSeries, seriesNames } from './read';
export type { Place } from './refuse';
