/** Drives a run through its plan: the load, and what is recorded of it. */
import { sampleAnswer } from '../load/answer';
import { LoadClient } from '../load/load-client';
import type { LoadTarget } from '../load/protocol';
import { otherProtocol } from '../ready/other-protocol';
import { BreakdownReader } from '../sampling/breakdown';
import { LatePorts } from './late-ports';
import { LoadWatch } from './load-watch';
import { runPhases } from './phases';
import type { RunContext } from './set-up';
import type { Subject } from './subject';

export async function drive(
  { work, control, recording, deps }: RunContext,
  subject: Subject,
  target: LoadTarget,
): Promise<void> {
  const { plan, planFile } = work;
  const { requests, seed, timeout } = plan;
  const setup = { target, requests, folder: work.planFolder, seed, timeout };
  const load = new LoadClient(setup, deps.loadWorker);
  const breakdown = new BreakdownReader(subject.pid, deps.clock);
  const loadReady = load.ready();
  loadReady.catch(() => {});
  const isTold = target.port === plan.port || target.port === Number(subject.env.PORT);
  const late = isTold ? undefined : new LatePorts(subject.pid, target, requests);
  const watch = new LoadWatch(plan, planFile, {
    protocol: () => otherProtocol(target),
    answer: () => sampleAnswer(setup),
  });
  try {
    await runPhases(plan, {
      control,
      enter: (phase) => recording.log.push({ kind: 'phase', t: recording.now(), ...phase }),
      breakdown: async () => {
        const parts = await breakdown.read();
        if (parts) recording.log.push({ kind: 'breakdown', t: recording.now(), ...parts });
      },
      burst: async (order, onTick) => {
        await loadReady;
        return load.burst(order, onTick, control.signal);
      },
      tick: (tick) => recording.log.push({ kind: 'load', t: recording.now(), ...tick }),
      burstEnded: async () => {
        const found = [await late?.look(), await watch.burstEnded(recording.log.totals())];
        for (const { ends, warning } of found.filter((one) => one !== undefined)) {
          if (ends !== undefined) control.end({ reason: 'failed', text: ends });
          else if (warning !== undefined) recording.note('warning', warning);
        }
      },
      note: (level, text) => recording.note(level, text),
    });
  } finally {
    await load.close();
  }
}
