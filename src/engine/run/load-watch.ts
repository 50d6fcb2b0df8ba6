/** Looks at the load after each burst: whether the run is to go on, and what is to be said of it. */
import type { Plan } from '../../core/plan/plan';
import type { LoadTotals } from '../../core/run/load-totals';
import type { Protocol } from '../ready/other-protocol';
import { failingLoad, futileLoad, unanswered } from './failing-load';

/** Bursts in a row without an answer: after one a service may come to itself again. */
const SILENT = 2;

/** Asked of the service where no request of the first burst has succeeded. */
export interface LoadQuestions {
  /** what it speaks, where it answered nothing at all */
  protocol(): Promise<Protocol | undefined>;
  /** what it says to a request of the plan, where it answered */
  answer(): Promise<string | undefined>;
}

export class LoadWatch {
  private bursts = 0;
  private answered = 0;
  private silent = 0;
  private warned = false;

  /** `planFile`: where the requests stand; absent for the default plan */
  constructor(
    private readonly plan: Pick<Plan, 'requests' | 'connections'>,
    private readonly planFile: string | undefined,
    private readonly ask: LoadQuestions,
  ) {}

  /** `totals`: of the run so far. `ends`: why the run is to end */
  async burstEnded(totals: LoadTotals): Promise<{ ends?: string; warning?: string }> {
    const { requests, connections } = this.plan;
    this.bursts++;
    this.silent = totals.requests > this.answered ? 0 : this.silent + 1;
    this.answered = totals.requests;
    const ends = await this.futile(totals);
    if (ends !== undefined) return { ends };
    if (this.silent === SILENT || (this.silent > 0 && this.bursts === connections.length))
      return { ends: unanswered(this.bursts, this.silent, totals) };
    const warning = this.warned ? undefined : failingLoad(totals, requests, this.planFile);
    this.warned ||= warning !== undefined;
    return warning === undefined ? {} : { warning };
  }

  private async futile(totals: LoadTotals): Promise<string | undefined> {
    if (totals.non2xx < totals.requests) return undefined;
    const answered = totals.requests > 0;
    const spoken = answered ? undefined : await this.ask.protocol();
    const said = answered ? await this.ask.answer() : undefined;
    return futileLoad(totals, this.plan.requests, this.planFile, { spoken, said });
  }
}
