/** How long a run still takes, by its plan and by what was seen of it. */
import type { RunFold } from '../../src/core/run/fold';

/** Seconds; undefined where it cannot be told, as before the first burst of so many requests is over. */
export function timeLeft({ header, phases, now, status }: RunFold): number | undefined {
  const plan = header?.plan;
  const begun = phases[0];
  if (!plan || !begun || status.state !== 'running') return undefined;
  const { baseline, connections, burst, rest, tail } = plan;
  // the last phase goes on
  const bursts = phases.slice(0, -1).filter(({ phase }) => phase === 'burst');
  const seen = bursts.reduce((sum, { from, to }) => sum + (to - from), 0);
  const each = 'seconds' in burst ? burst.seconds : seen / bursts.length;
  const left = begun.from + baseline + connections.length * (each + rest) + tail - now;
  return left > 0 ? left : undefined;
}
