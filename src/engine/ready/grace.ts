/** How long a service whose first port is ready is given for another one, which may be the one that is meant. */
import type { RequestSpec } from '../../core/plan/plan';
import { ServingPorts } from './serving';
import type { Address } from './sockets';

/** Milliseconds. */
const GRACE = 4000;
/** The same where none has the path of the load, as ports of metrics or of a console that are open before the database answers. */
const NO_PATH = 10_000;
/** Milliseconds between two questions for that path: routes may come after the port is open. */
const ASK_EVERY = 1000;

export class Grace {
  private from: number | undefined;
  private ask = GRACE;

  /** `now`: milliseconds of a monotonic clock */
  constructor(
    private readonly requests: readonly RequestSpec[],
    private readonly now = () => performance.now(),
  ) {}

  /** To be asked from when the first port is ready. */
  async isOver(heard: readonly Address[]): Promise<boolean> {
    this.from ??= this.now();
    const gone = this.now() - this.from;
    if (gone < this.ask) return false;
    this.ask += ASK_EVERY;
    return gone >= NO_PATH || (await new ServingPorts(this.requests).answering(heard)) !== undefined;
  }
}
