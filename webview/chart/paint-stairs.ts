/** Draws steps as stairs over the curve: each its rise and its plateau. */
import type { StepLevel } from '../model/step-levels';
import type { Theme } from '../theme';
import type { Geometry } from './geometry';

const WIDTH = 2.5;
const SELECTED_WIDTH = 4;
const PROVISIONAL = [5, 4];

export function paintStairs(
  context: CanvasRenderingContext2D,
  steps: readonly StepLevel[],
  selected: number | undefined,
  { x, y }: Geometry,
  theme: Theme,
): void {
  context.strokeStyle = theme.step;
  context.lineJoin = 'round';
  for (const { step, status, before, after, until } of steps) {
    context.lineWidth = step.id === selected ? SELECTED_WIDTH : WIDTH;
    context.setLineDash(status === 'provisional' ? PROVISIONAL : []);
    context.beginPath();
    context.moveTo(x(step.start), y(before));
    context.lineTo(x(step.end), y(after));
    context.lineTo(x(until), y(after));
    context.stroke();
  }
  context.setLineDash([]);
}
