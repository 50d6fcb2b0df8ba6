import type { NewValue } from './style';

/** An entry to be added to a table. */
export interface NewEntry {
  /** path of the table */
  table: readonly string[];
  key: string;
  value: NewValue;
  /** entries that stay first whatever the order: `default` among the features */
  leading?: readonly string[];
  /** entries of the user's own packages, which people keep in a group by themselves */
  own?: readonly string[];
  /** write a table of its own, `[table.key]`, rather than an inline table */
  ownTable?: boolean;
  /** tables after which a new one goes: the last of the first kind that is there */
  after: readonly ((path: readonly string[]) => boolean)[];
  /** tables above which it goes where there are none of those: the first of them */
  above?: (path: readonly string[]) => boolean;
}
