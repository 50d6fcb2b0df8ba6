/** The messages with which a host opens a run. */
import type { RunEvent } from '../../src/core/run/event';
import type { HostAction, ToPage } from '../../src/core/view/protocol';
import { encode } from './recordings';

export const ALL: HostAction[] = [
  'run-again',
  'add-allocator',
  'compare-allocators',
  'show-manifest',
  'show-source',
  'save',
  'copy-summary',
];

export const open = (options: Partial<Extract<ToPage, { type: 'open' }>> = {}): ToPage => ({
  type: 'open',
  names: ['run'],
  live: false,
  actions: ALL,
  strings: {},
  ...options,
});

export const file = (events: readonly RunEvent[]): ToPage => ({
  type: 'log',
  run: 0,
  bytes: encode(events),
  last: true,
});
