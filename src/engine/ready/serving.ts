/** Which of the ports of a service is the one that the load is meant for. */
import http from 'node:http';
import { encodedPath } from '../../core/plan/placeholders';
import type { RequestSpec } from '../../core/plan/plan';
import { Draw, Template } from '../load/template';
import type { Address } from './sockets';

/** Statuses: of the first request of the plan, without its body, and of the same for a path that nobody has. */
interface Answers {
  wanted?: number | undefined;
  other?: number | undefined;
}

/** Milliseconds. */
const WITHIN = 2000;
const NOT_FOUND = 404;
const NOBODYS = '/stairstep-asks-for-what-is-not-there';

/** Asks each port once. A port of metrics may answer all paths alike, and one of an API none but its own. */
export class ServingPorts {
  private readonly asked = new Map<number, Promise<Answers>>();

  constructor(private readonly requests: readonly RequestSpec[]) {}

  /** The first that knows the path of the request. */
  async serving(addresses: readonly Address[]): Promise<Address | undefined> {
    return this.first(addresses, ({ wanted, other }) => wanted !== other && isFound(wanted));
  }

  /** The first that does not say of the path that it is not there. */
  async answering(addresses: readonly Address[]): Promise<Address | undefined> {
    return this.first(addresses, ({ wanted }) => isFound(wanted));
  }

  private async first(
    addresses: readonly Address[],
    isMeant: (answers: Answers) => boolean,
  ): Promise<Address | undefined> {
    const answers = await Promise.all(addresses.map((address) => this.ask(address)));
    return addresses.find((_, i) => isMeant(answers[i] ?? {}));
  }

  private ask(address: Address): Promise<Answers> {
    const answers = this.asked.get(address.port) ?? this.askAnew(address);
    this.asked.set(address.port, answers);
    return answers;
  }

  private async askAnew(address: Address): Promise<Answers> {
    const [request] = this.requests;
    if (request === undefined) return {};
    const { method } = request;
    const path = new Template(encodedPath(request.path)).fill(new Draw(() => 0, 1));
    const [wanted, other] = await Promise.all([
      statusOf(address, method, path),
      statusOf(address, method, NOBODYS),
    ]);
    return { wanted, other };
  }
}

function isFound(status: number | undefined): boolean {
  return status !== undefined && status !== NOT_FOUND;
}

/** The status of an answer; undefined where none came that is HTTP. `path` as it is sent */
export function statusOf({ host, port }: Address, method: string, path: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = http.request({ host, port, method, path, timeout: WITHIN, agent: false }, (response) => {
      resolve(response.statusCode);
      request.destroy();
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(undefined));
    request.once('close', () => resolve(undefined));
    request.end();
  });
}
