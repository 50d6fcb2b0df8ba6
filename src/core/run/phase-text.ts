import type { PhaseEvent } from './event';

/** `burst 3 of 7, 32 connections`, `rest after burst 3`: only a burst has connections. `bursts`: how many there are in all */
export function phaseText(
  { phase, burst, connections }: Pick<PhaseEvent, 'phase' | 'burst' | 'connections'>,
  bursts?: number,
): string {
  if (burst === undefined) return phase;
  const which = `burst ${burst}${bursts === undefined ? '' : ` of ${bursts}`}`;
  if (phase !== 'burst') return phase === 'rest' ? `rest after ${which}` : phase;
  return connections === undefined ? which : `${which}, ${connections} connections`;
}
