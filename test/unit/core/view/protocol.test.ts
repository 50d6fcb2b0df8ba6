import { describe, expect, it } from 'vitest';
import { asFromPage, asToPage, type FromPage, type ToPage } from '../../../../src/core/view/protocol';

const TO_PAGE: ToPage[] = [
  { type: 'open', names: ['a'], live: true, actions: ['stop', 'save'], strings: { Stop: 'Halt' } },
  { type: 'log', run: 0, bytes: new Uint8Array([1]), last: false, compact: true },
  { type: 'log', run: 0, bytes: Buffer.from('x'), last: true },
  { type: 'events', run: 0, from: 3, events: [{ kind: 'sample', t: 1, rss: 2 }] },
  { type: 'status', live: false, actions: [] },
  {
    type: 'comparison',
    log: '',
    names: [],
    trials: [],
    canApply: false,
    underWay: false,
    recording: false,
    strings: {},
  },
  { type: 'failed', message: 'a', remedy: 'b' },
];

const FROM_PAGE: FromPage[] = [
  { type: 'ready' },
  { type: 'action', action: 'show-source', step: 2 },
  { type: 'save', format: 'png', data: new Uint8Array([1]) },
  { type: 'copy-summary' },
];

describe('a message', () => {
  it.each(TO_PAGE)('to the page is taken: $type', (message) => {
    expect(asToPage(message)).toEqual(message);
  });

  it.each(FROM_PAGE)('from the page is taken: $type', (message) => {
    expect(asFromPage(message)).toEqual(message);
  });

  it.each([
    { name: 'bytes that are none', message: { type: 'log', run: 0, bytes: [1], last: false } },
    { name: 'no bytes', message: { type: 'log', run: 0, last: false } },
    { name: 'another action', message: { type: 'status', live: true, actions: ['format'] } },
    { name: 'a field more', message: { type: 'failed', message: 'a', remedy: 'b', html: '<b>' } },
    { name: 'nothing', message: undefined },
  ])('is refused: $name', ({ message }) => {
    expect(asToPage(message)).toBeUndefined();
  });

  it('from the page asks for no action that is a message of its own', () => {
    expect(asFromPage({ type: 'action', action: 'save' })).toBeUndefined();
  });
});
