/** The rise of the step whose details are open, set off over the whole height of the chart. */
import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import type { StepLevel } from '../model/step-levels';
import type { Theme } from '../theme';

export function chosenStep(
  steps: readonly StepLevel[],
  selected: number | undefined,
  theme: Theme,
): Record<string, AnnotationOptions> {
  const chosen = steps.find(({ step }) => step.id === selected);
  if (!chosen) return {};
  const { start, end } = chosen.step;
  return {
    rise: {
      type: 'box',
      xMin: start,
      xMax: end,
      backgroundColor: theme.selection,
      borderColor: theme.step,
      borderWidth: 0,
      drawTime: 'beforeDraw',
    },
  };
}
