/** Judges a recording that was cut off before its verdict; loaded when the first such one is opened. */
export { readWhole } from '../editor/whole-run';
