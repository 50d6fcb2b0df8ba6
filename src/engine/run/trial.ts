import type { HeaderEvent } from '../../core/run/header';

/** Which trial of a comparison a run is. */
export type Trial = NonNullable<HeaderEvent['trial']>;
