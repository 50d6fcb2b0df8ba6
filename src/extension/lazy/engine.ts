/** What talks to the engine; loaded when the first service is built. */
export { ComparisonSession } from '../compare/comparison-session';
export { RunSession } from '../recording/run-session';
