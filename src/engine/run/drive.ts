/** Drives a run through its plan: the load, and what is recorded of it. */
import { LoadClient } from '../load/load-client';
import type { LoadTarget } from '../load/protocol';
import { otherProtocol } from '../ready/protocol';
import { BreakdownReader } from '../sampling/breakdown';
import { failingLoad, futileLoad } from './failing-load';
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
  const load = new LoadClient({ target, requests, folder: work.planFolder, seed, timeout }, deps.loadWorker);
  const breakdown = new BreakdownReader(subject.pid, deps.clock);
  const loadReady = load.ready();
  loadReady.catch(() => {});
  let warned = false;
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
        const totals = recording.log.totals();
        const spoken = totals.requests === 0 ? await otherProtocol(target) : undefined;
        const futile = futileLoad(totals, requests, planFile, spoken);
        if (futile !== undefined) control.end({ reason: 'failed', text: futile });
        if (warned || futile !== undefined) return;
        const warning = failingLoad(totals, requests, planFile);
        warned = warning !== undefined;
        if (warning !== undefined) recording.note('warning', warning);
      },
      note: (level, text) => recording.note(level, text),
    });
  } finally {
    await load.close();
  }
}
