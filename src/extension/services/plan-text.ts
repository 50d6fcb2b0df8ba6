/** A first `stairstep.json` from a few answers. Pure text. */
import type { PlanInput } from '../../core/plan/plan';

export interface PlanAnswers {
  method: Method;
  path: string;
  body: BodyChoice;
  connections: number[];
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
type Method = (typeof METHODS)[number];

export const BODY_CHOICES = ['records', 'text', 'none'] as const;
export type BodyChoice = (typeof BODY_CHOICES)[number];

/** Sizes spread over the range in which glibc's heap fragments. */
const SIZES = { from: '30kB', to: '2MB', distribution: 'log-uniform' } as const;

type Request = NonNullable<PlanInput['requests']>[number];

const BODIES: Readonly<Record<BodyChoice, Partial<Request>>> = {
  records: {
    headers: { 'content-type': 'application/json' },
    body: { json: { payload: '$records' }, size: SIZES },
  },
  text: { headers: { 'content-type': 'text/plain' }, body: { text: true, size: SIZES } },
  none: {},
};

/** `POST /widgets` or only `/widgets`; undefined where it is no request. */
export function parseRequest(text: string): Pick<PlanAnswers, 'method' | 'path'> | undefined {
  const match = /^\s*(?:([a-z]+)\s+)?(\/\S*)\s*$/i.exec(text);
  const method = METHODS.find((known) => known === (match?.[1] ?? 'GET').toUpperCase());
  const path = match?.[2];
  return method && path ? { method, path } : undefined;
}

const MOST_CONNECTIONS = 10_000;

/** `8, 16, 32` -> numbers; undefined where one is no count of connections. */
export function parseConnections(text: string): number[] | undefined {
  const counts = text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map(Number);
  const valid = counts.every((n) => Number.isInteger(n) && n >= 1 && n <= MOST_CONNECTIONS);
  return valid && counts.length > 0 ? counts : undefined;
}

/** Whether requests of this method carry a body. */
export function takesBody(method: Method): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

/** The plan as people would write it: only what differs from the defaults, lists of numbers on one line. */
export function planText({ method, path, body, connections }: PlanAnswers): string {
  const plan: PlanInput = {
    requests: [{ method, path, ...BODIES[body] }],
    connections,
    burst: { seconds: 4 },
    rest: 4,
    tail: 30,
  };
  const text = JSON.stringify(plan, undefined, 2);
  return `${text.replace(/\[\s+((?:\d+,\s+)*\d+)\s+\]/g, (_, list: string) => `[${list.replace(/\s+/g, ' ')}]`)}\n`;
}
