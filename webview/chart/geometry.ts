/** Where things are on the canvas of a chart. */

/** The plot within the canvas, pixels. */
export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Pixels of the canvas, with the scales of time and of the left side. */
export interface Geometry extends Area {
  x(t: number): number;
  y(size: number): number;
}

/** `highest` is the value at the top of the left scale. */
export function geometryOf(
  { left, right, top, bottom }: Area,
  view: { readonly from: number; readonly to: number },
  highest: number,
): Geometry {
  return {
    left,
    right,
    top,
    bottom,
    x: (t) => left + ((t - view.from) / (view.to - view.from)) * (right - left),
    y: (size) => bottom - (size / highest) * (bottom - top),
  };
}
