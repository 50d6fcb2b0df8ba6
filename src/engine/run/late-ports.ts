/** Ports that a service opens once the load is under way: the one that it goes to may be one of metrics. */
import type { RequestSpec } from '../../core/plan/plan';
import { ServingPorts } from '../ready/serving';
import { type Address, addressesOf } from '../ready/sockets';

const REMEDY = 'name it by --port or as "port" in stairstep.json';

export class LatePorts {
  private readonly known: Set<number>;

  constructor(
    private readonly pid: number,
    private readonly target: Address,
    private readonly requests: readonly RequestSpec[],
  ) {
    this.known = new Set(addressesOf(pid).map(({ port }) => port));
  }

  /** `ends`: why the run is to end, where a new one knows the path of the load, and that which it goes to answers all alike. */
  async look(): Promise<{ ends?: string; warning?: string }> {
    const later = addressesOf(this.pid).filter(({ port }) => !this.known.has(port));
    if (later.length === 0) return {};
    for (const { port } of later) this.known.add(port);
    const said = `The service has opened port ${later.map(({ port }) => port).join(', ')} since, and the load goes to ${this.target.port}`;
    const ports = new ServingPorts(this.requests);
    const [meant, isRight] = await Promise.all([ports.serving(later), ports.serving([this.target])]);
    if (meant === undefined || isRight !== undefined)
      return { warning: `${said}: where the new one is meant, ${REMEDY}.` };
    const [request] = this.requests;
    return {
      ends: `${said}, which does not know ${request?.path}, and ${meant.port} does: ${REMEDY}. A path by which it is ready, as "health", is waited for, too.`,
    };
  }
}
