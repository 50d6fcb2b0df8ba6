/** Walks through the phases of a plan: baseline, then bursts with their rests, then the tail. */
import type { Plan } from '../../core/plan/plan';
import type { NoteEvent, PhaseEvent } from '../../core/run/event';
import type { BurstOrder } from '../load/protocol';
import type { Tick } from '../load/tick';
import type { RunControl } from './control';

export interface PhaseDriver {
  control: RunControl;
  enter(phase: Omit<PhaseEvent, 'kind' | 't'>): void;
  /** at the end of a burst and of a rest */
  breakdown(): Promise<void>;
  /** Runs one burst to its end. Gives why it was cut, where it was. */
  burst(order: BurstOrder, onTick: (tick: Tick) => void): Promise<string | undefined>;
  tick(tick: Tick): void;
  /** Not called where the run ends in it; may end the run. */
  burstEnded(): Promise<void>;
  note(level: NoteEvent['level'], text: string): void;
}

/** Returns early where the run ends early. */
export async function runPhases(plan: Plan, driver: PhaseDriver): Promise<void> {
  const { control } = driver;
  const pause = async (seconds: number) => {
    await control.pause(seconds * 1000);
    if (!control.signal.aborted) await driver.breakdown();
  };
  const most = Math.max(...plan.connections);
  if (plan.rate !== undefined && plan.rate < most)
    driver.note(
      'info',
      `At ${plan.rate} requests a second no more connections than that are open, not ${most}.`,
    );
  driver.enter({ phase: 'baseline' });
  await pause(plan.baseline);
  for (const [index, connections] of plan.connections.entries()) {
    if (control.signal.aborted) return;
    const burst = index + 1;
    driver.enter({ phase: 'burst', burst, connections });
    const order: BurstOrder = {
      connections,
      ...plan.burst,
      ...(plan.rate !== undefined && { rate: plan.rate }),
    };
    const cut = await driver.burst(order, (tick) => driver.tick(tick));
    if (cut !== undefined) driver.note('warning', `Burst ${burst} was ${cut}.`);
    if (control.signal.aborted) return;
    await driver.burstEnded();
    if (control.signal.aborted) return;
    await driver.breakdown();
    driver.enter({ phase: 'rest', burst, connections });
    await pause(plan.rest);
  }
  if (control.signal.aborted) return;
  driver.enter({ phase: 'tail' });
  await pause(plan.tail);
}
