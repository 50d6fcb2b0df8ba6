/** Strokes as a canvas draws them: pixels drawn, and left out. */
import type { Stroke } from '../model/compared-run';

export const DASHES: Readonly<Record<Stroke, readonly [number, number] | undefined>> = {
  solid: undefined,
  dashed: [7, 4],
  dotted: [2, 3],
};
