/** A labelled series as a detector is given it: streamed, with all that is known of the load or with none of it. */
import type { Evidence } from '../../src/core/detect/detector';
import type { Labelled } from '../corpus/generator/labelled';

/** What is known of the load: nothing, when it was on, or also its connections and requests. */
export type Knowledge = 'nothing' | 'intervals' | 'everything';

export function evidenceOf(series: Labelled, knowledge: Knowledge): Evidence[] {
  const samples = series.t.map((t, i): Evidence => ({ kind: 'sample', t, rss: series.y[i] ?? 0 }));
  if (knowledge === 'nothing') return samples;
  const rest = (t: number, burst: number): Evidence => ({
    kind: 'phase',
    t,
    phase: burst === 0 ? 'baseline' : 'rest',
  });
  const load: Evidence[] = [rest(series.t[0] ?? 0, 0)];
  series.bursts.forEach((burst, k) => {
    const known = knowledge === 'everything';
    const number = k + 1;
    load.push({
      kind: 'phase',
      t: burst.from,
      phase: 'burst',
      burst: number,
      ...(known ? { connections: burst.connections } : {}),
    });
    if (known) {
      load.push({
        kind: 'load',
        t: burst.to,
        dt: burst.to - burst.from,
        requests: burst.requests,
        errors: 0,
        non2xx: 0,
        sent: 0,
      });
    }
    load.push(rest(burst.to, number));
  });
  return [...samples, ...load].sort((a, b) => a.t - b.t);
}
