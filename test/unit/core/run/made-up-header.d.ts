/** The first line of a recording, made up: for tests that are about what comes after it. */
import type { HeaderEvent } from '../../../../src/core/run/header';
/** `fields` are those that a test is about. */
export declare function madeUpHeader(fields?: Partial<HeaderEvent>): HeaderEvent;
