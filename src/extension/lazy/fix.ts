/** Plans a change of allocator over syntax trees; loaded when the first one is asked for. */
export { optionLines, optionVariables } from '../../core/allocator/options';
export { prepareFix } from '../../engine/allocator/fix';
export { planWithEnvironment, planWithFeatures } from '../fix/plan-text-edits';
