/** What cargo says of a workspace; loaded when a service is first looked for. */
export { readMetadata } from '../../engine/cargo/metadata';
export { binaryTargets } from '../../engine/cargo/target';
