/** What the load worker is told and what it tells. */
import type { RequestSpec } from '../../core/plan/plan';
import type { Tick } from './tick';

export interface LoadTarget {
  host: string;
  port: number;
}

/** Its host and port as a URL and the Host header have them: an IPv6 address stands in brackets. */
export function authorityOf({ host, port }: LoadTarget): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Given to the worker when it starts. */
export interface WorkerSetup {
  target: LoadTarget;
  requests: RequestSpec[];
  /** body files are relative to it */
  folder: string;
  seed: number;
  /** seconds until a request has failed */
  timeout: number;
}

export interface BurstOrder {
  connections: number;
  /** one of the two ends it */
  seconds?: number;
  requests?: number;
  /** requests a second over all connections */
  rate?: number;
}

export type ToWorker = { type: 'burst'; order: BurstOrder } | { type: 'stop' };

export type FromWorker =
  | { type: 'ready' }
  | { type: 'tick'; tick: Tick }
  /** `note`: why a burst ended otherwise than planned */
  | { type: 'ended'; note?: string };
