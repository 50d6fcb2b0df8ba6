/** Drives a run through its plan: the load, and what is recorded of it. */
import { sampleAnswer } from '../load/answer';
import { LoadClient } from '../load/load-client';
import type { LoadTarget } from '../load/protocol';
import { otherProtocol } from '../ready/protocol';
import { portsOf } from '../ready/ready';
import { BreakdownReader } from '../sampling/breakdown';
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
  const known = portsOf(subject.pid);
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
        const later = isTold ? undefined : laterPort(subject.pid, known, target);
        if (later !== undefined) recording.note('warning', later);
        const { ends, warning } = await watch.burstEnded(recording.log.totals());
        if (ends !== undefined) control.end({ reason: 'failed', text: ends });
        else if (warning !== undefined) recording.note('warning', warning);
      },
      note: (level, text) => recording.note(level, text),
    });
  } finally {
    await load.close();
  }
}

/** What is said of ports that were opened while the load went to another, so of one of metrics, maybe. `known` takes them. */
function laterPort(pid: number, known: number[], { port }: LoadTarget): string | undefined {
  const later = portsOf(pid).filter((one) => !known.includes(one));
  if (later.length === 0) return undefined;
  known.push(...later);
  return `The service has opened port ${later.join(', ')} since, and the load goes to ${port}: where the new one is meant, name it by --port or as "port" in stairstep.json.`;
}
