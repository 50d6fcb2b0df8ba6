/** The run in sentences, for those who cannot see the chart. */
import type { RunFold } from '../../src/core/run/fold';
import { formatBytes, formatSeconds } from '../../src/core/units';
import { plainText, stepsOf } from '../../src/report/words';
import type { Translate } from '../text';
import { shapeWords, stepWords } from '../words';

export function summarySentences(fold: RunFold, t: Translate): string[] {
  const { header, verdict, samples } = fold;
  if (samples.length === 0) return [t('No sample yet.')];
  const bursts = fold.phases.filter(({ phase }) => phase === 'burst').length;
  const steps = stepsOf(fold);
  return [
    t(
      'Resident memory of {0} over {1}, with {2} bursts of load.',
      plainText(header?.service.name ?? t('a service')),
      formatSeconds(fold.now),
      bursts,
    ),
    ...(verdict
      ? [
          t('Shape: {0}.', shapeWords(verdict, t)),
          t(
            'Baseline {0}, peak {1}, {2} retained at the end.',
            formatBytes(verdict.baseline),
            formatBytes(verdict.peak),
            formatBytes(verdict.retained),
          ),
        ]
      : []),
    ...(steps.length === 0 ? [t('No steps.')] : steps.map(({ step }) => `${stepWords(step, t)}.`)),
  ];
}
