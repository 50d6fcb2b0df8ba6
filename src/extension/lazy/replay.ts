/** Judges a recording that has no verdict, as one that was cut off; loaded when the first such one is opened. */
export { readWhole } from '../editor/whole-run';
