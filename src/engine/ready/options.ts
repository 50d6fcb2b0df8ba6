/** What is known of a service that is waited for. */
import type { RequestSpec } from '../../core/plan/plan';

export interface ReadyOptions {
  pid: number;
  /** the port it is known to listen on; found where absent */
  port?: number | undefined;
  /** the one to take where it listens on several, as it was told to listen there */
  preferred?: number | undefined;
  /** path that answers 2xx once it is ready */
  health?: string | undefined;
  /** what the load is to send: where it listens on several, that tells which is meant */
  requests: readonly RequestSpec[];
  /** seconds */
  timeout: number;
  signal: AbortSignal;
  /** the service's newest lines, for an error; left out where its output is not ours to see */
  lastLines?: () => string;
}
