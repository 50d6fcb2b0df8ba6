/** What stands behind commands and editors; loaded once the extension is active. */
export { Workbench } from '../workbench';
