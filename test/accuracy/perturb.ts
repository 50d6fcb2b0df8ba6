/** Recorded runs as others might have recorded them: cut, slower, larger, with samples missing, with inexact times. */
import type { Evidence } from '../../src/core/detect/detector';
import { Random } from '../corpus/generator/random';

export type Perturbation = (evidence: readonly Evidence[]) => Evidence[];

/** Only the first `seconds` after the last burst. */
export const tailOf =
  (seconds: number): Perturbation =>
  (evidence) => {
    const phases = evidence.filter((item) => item.kind === 'phase');
    const rest = phases[phases.findLastIndex((phase) => phase.phase === 'burst') + 1];
    return evidence.filter((item) => item.t <= (rest?.t ?? 0) + seconds);
  };

/** Without the first seconds, with which the recordings wait for their first burst. */
export const begunAt =
  (seconds: number): Perturbation =>
  (evidence) =>
    evidence.filter((item) => item.t >= seconds);

export const sampledAt =
  (hz: number): Perturbation =>
  (evidence) => {
    let due = Number.NEGATIVE_INFINITY;
    return evidence.filter((item) => {
      if (item.kind !== 'sample') return true;
      if (item.t < due - 1e-6) return false;
      due = Math.max(due, item.t - 1 / hz) + 1 / hz;
      return true;
    });
  };

export const scaledBy =
  (factor: number): Perturbation =>
  (evidence) =>
    evidence.map((item) => (item.kind === 'sample' ? { ...item, rss: Math.round(factor * item.rss) } : item));

export const without =
  (share: number, seed: number): Perturbation =>
  (evidence) => {
    const random = new Random(seed);
    return evidence.filter((item) => item.kind !== 'sample' || !random.chance(share));
  };

/** What is known of the load, some seconds too late or too early. */
export const loadMovedBy =
  (seconds: number): Perturbation =>
  (evidence) =>
    evidence
      .map((item) =>
        item.kind === 'phase' || item.kind === 'load' ? { ...item, t: item.t + seconds } : item,
      )
      .sort((a, b) => a.t - b.t);
