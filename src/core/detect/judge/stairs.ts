/** Steps of a load that is not known: how sure they are, and what else they may be. */
import type { Finding } from '../../run/verdict';
import { stillness, takeAccount } from '../bursts/account';
import type { Life } from '../life/life';
import { type Candidate, heldBy } from '../life/step';
import { circumstances } from './circumstances';
import { demands } from './demands';
import { type Judgement, judgement } from './judgement';
import { reasons } from './words';

/** Confidence in a step that is the only one: something was taken once. */
const ALONE = 0.6;
/** Of what stayed: so much that no step holds grew beside them. */
const BESIDE = 0.15;

/** Steps that hold what stayed; `growing` where what they leave goes on to grow. */
export function stairStep(life: Life, steps: Candidate[], growing: boolean): Judgement {
  const why = [reasons.steps(steps.length, heldBy(steps), life.final - life.baseline)];
  const findings: Finding[] = growing && grewBeside(steps, life) ? ['steps-on-leak'] : [];
  if (!isAlone(steps, life))
    return judgement('stair-step', sureness(life), { steps, findings, reasons: why });
  return judgement('stair-step', ALONE, {
    steps,
    findings,
    reasons: [...why, circumstances.oneRise()],
    missing: [demands.load(), demands.connections(false)],
  });
}

/** Of a step: what moved less before it was no burst that could have left as much. */
const ALIKE = 0.3;

/** Whether there is one step, and no burst before it left memory as it was. */
function isAlone([first, ...others]: readonly Candidate[], { effects }: Life): boolean {
  return (
    first !== undefined &&
    others.length === 0 &&
    effects.every(({ to, peak, before }) => to >= first.start || peak - before < ALIKE * first.kept)
  );
}

function grewBeside(steps: readonly Candidate[], { final, baseline }: Life): boolean {
  return heldBy(steps) < (1 - BESIDE) * (final - baseline);
}

/** Less where much came back beside what was kept: whether the rest will too is not known. */
function sureness(life: Life): number {
  const account = takeAccount(life.effects, stillness(life.scale.step));
  return account.share > 0.6 || (account.scattered && account.lost === 0) ? 0.85 : 0.7;
}
