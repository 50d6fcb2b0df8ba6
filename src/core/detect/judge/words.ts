/** Arguments in plain words, each with the numbers that decided. */
import { ofBursts } from './words-of-bursts';
import { ofCurve } from './words-of-curve';

export const reasons = { ...ofBursts, ...ofCurve };
