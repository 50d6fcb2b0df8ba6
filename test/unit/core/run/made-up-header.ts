/** The first line of a recording, made up: for tests that are about what comes after it. */
import type { HeaderEvent } from '../../../../src/core/run/header';

/** `fields` are those that a test is about. */
export function madeUpHeader(fields: Partial<HeaderEvent> = {}): HeaderEvent {
  return {
    kind: 'header',
    format: 1,
    id: '2026-01-01T00-00-00-widgets',
    startedAt: '2026-01-01T00:00:00.000Z',
    tool: 'stairstep 0.1.0',
    service: { name: 'widgets' },
    machine: { os: 'linux', kernel: '6.1', arch: 'x64', cores: 2, memory: 1e9 },
    allocator: { name: 'system', how: 'default', evidence: 'no other allocator in the binary' },
    ...fields,
  };
}
