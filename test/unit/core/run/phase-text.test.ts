import { expect, test } from 'vitest';
import { phaseText } from '../../../../src/core/run/phase-text';

test.each([
  ['baseline', {}, undefined, 'baseline'],
  ['burst', { burst: 3, connections: 32 }, undefined, 'burst 3, 32 connections'],
  ['burst', { burst: 3, connections: 32 }, 7, 'burst 3 of 7, 32 connections'],
  ['burst', { burst: 3 }, 7, 'burst 3 of 7'],
  ['rest', { burst: 3, connections: 32 }, undefined, 'rest after burst 3'],
  ['tail', { burst: 7, connections: 64 }, 7, 'tail'],
] as const)('%s %o of %s: %s', (phase, which, bursts, text) => {
  expect(phaseText({ phase, ...which }, bursts)).toBe(text);
});
