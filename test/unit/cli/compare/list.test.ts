import { describe, expect, it } from 'vitest';
import { jsonOffer, offerText } from '../../../../src/cli/compare-list';
import type { Offer } from '../../../../src/engine/compare/options';

const OFFER: Offer = {
  trials: [
    {
      id: 'as-built',
      label: 'as built',
      kind: 'baseline',
      detail: 'The service as it is: what the others are measured against.',
      applies: true,
      builds: false,
      byDefault: true,
    },
    {
      id: 'fix-mimalloc',
      label: 'mimalloc, built in',
      kind: 'fix',
      detail: 'The fix, applied and built in a scratch copy. Your files stay as they are.',
      applies: { reason: 'The package has jemalloc already.', remedy: 'Compare the build with its feature.' },
      builds: true,
      byDefault: false,
    },
  ],
  each: { seconds: 74, atLeast: false },
};

describe('the list of trials', () => {
  it('is a line a trial where it is piped, and says how long they take', () => {
    expect(offerText(OFFER).split('\n')).toEqual([
      'as-built      as built (default). The service as it is: what the others are measured against.',
      'fix-mimalloc  cannot run: The package has jemalloc already. Compare the build with its feature.',
      '',
      'Each takes about 74 s; the default 1 about 74 s, all 1 about 74 s. Features and fixes are built first.',
      '',
    ]);
  });

  it('stays in its column on a terminal', () => {
    const lines = offerText(OFFER, 60).trimEnd().split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(60);
    expect(lines.slice(0, 2)).toEqual([
      'as-built      as built (default). The service as it is: what',
      '              the others are measured against.',
    ]);
  });

  it('says "at least" where the plan does not tell how long a burst is', () => {
    const each = { seconds: 30, atLeast: true };
    expect(offerText({ ...OFFER, each })).toContain('Each takes at least 30 s;');
    expect(JSON.parse(jsonOffer({ ...OFFER, each }))).toMatchObject({
      trials: [
        { id: 'as-built', applies: true, default: true },
        { applies: false, builds: true },
      ],
      each,
    });
  });
});
