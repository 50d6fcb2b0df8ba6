import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inWords } from '../../../../src/core/allocator/in-words';
import { encodeEvent, LogReader } from '../../../../src/core/run/codec';
import type { RunEvent } from '../../../../src/core/run/event';
import { RunFold } from '../../../../src/core/run/fold';
import type { Verdict } from '../../../../src/core/run/verdict';
import { endingText } from '../../../../src/report/words';
import { madeUpHeader } from './made-up-header';

const header = madeUpHeader({ service: { name: 'widgets – ü' } });

const decoder = new TextDecoder();

function read(bytes: Uint8Array, cuts: number[] = []): { fold: RunFold; reader: LogReader } {
  const fold = new RunFold();
  const reader = new LogReader(fold, (part) => decoder.decode(part));
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    reader.push(bytes.subarray(from, cut));
    from = cut;
  }
  reader.push(bytes.subarray(from));
  reader.finish();
  return { fold, reader };
}

function log(...events: RunEvent[]): Uint8Array {
  return new TextEncoder().encode(events.map(encodeEvent).join(''));
}

/** Any line, as a newer version or a broken disk may leave it. */
function line(value: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}

const run: RunEvent[] = [
  header,
  { kind: 'state', t: 0, state: 'starting' },
  { kind: 'sample', t: 0.05, rss: 4096 },
  { kind: 'phase', t: 0.1, phase: 'baseline' },
  { kind: 'sample', t: 0.1, rss: 8192, anon: 4096, file: 4096, shared: 0 },
  { kind: 'phase', t: 1, phase: 'burst', burst: 1, connections: 8 },
  { kind: 'output', t: 1.2, stream: 'stderr', text: 'größer ☃ {"kind":"sample"}' },
  { kind: 'sample', t: 2, rss: 1e9 },
  { kind: 'state', t: 3, state: 'ended' },
  { kind: 'end', t: 3, reason: 'completed' },
];

describe('the log of a run', () => {
  it('comes back as it was written, however the bytes are cut', () => {
    const bytes = log(...run);
    const whole = read(bytes).fold;
    expect(whole.header).toEqual(header);
    expect([...whole.samples.t]).toEqual([0.05, 0.1, 2]);
    expect([...whole.samples.rss]).toEqual([4096, 8192, 1e9]);
    expect(whole.samples.parts).toEqual([{ t: 0.1, anon: 4096, file: 4096, shared: 0 }]);
    expect(whole.phases).toEqual([
      { phase: 'baseline', from: 0.1, to: 1 },
      { phase: 'burst', burst: 1, connections: 8, from: 1, to: 3 },
    ]);
    expect(whole.status).toEqual({ state: 'ended' });
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        expect(read(bytes, cuts).fold).toEqual(whole);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('may be read through one buffer that is used again and again', () => {
    const bytes = log(...run);
    const whole = read(bytes).fold;
    for (const size of [1, 7, 64, 150]) {
      const fold = new RunFold();
      const reader = new LogReader(fold, (part) => decoder.decode(part));
      const buffer = Buffer.alloc(size);
      for (let from = 0; from < bytes.length; from += size) {
        buffer.set(bytes.subarray(from, from + size));
        reader.push(buffer.subarray(0, Math.min(size, bytes.length - from)));
      }
      reader.finish();
      expect(fold).toEqual(whole);
    }
  });

  it('folds live events to the same state as the file', () => {
    const live = new RunFold();
    for (const event of run) live.push(event);
    expect(live).toEqual(read(log(...run)).fold);
  });

  it('tells what a step gave back later once the last verdict says so', () => {
    const step = { id: 1, start: 1, end: 2, startIndex: 20, endIndex: 40, kept: 4e8 };
    const settled = { ...step, givenBack: 0.25 };
    const verdict: Verdict = {
      profile: 'stair-step',
      confidence: 0.9,
      steps: [settled],
      findings: [],
      reasons: [],
      missing: [],
      next: '',
      baseline: 0,
      peak: 5e8,
      retained: 3e8,
      bursts: [],
    };
    const fold = new RunFold();
    fold.push({ kind: 'step', t: 3, status: 'confirmed', step });
    fold.push({ kind: 'verdict', t: 3, provisional: true, verdict });
    expect(fold.steps.get(1)).toEqual({ status: 'confirmed', step });
    fold.push({ kind: 'verdict', t: 9, provisional: false, verdict });
    expect(fold.steps.get(1)).toEqual({ status: 'confirmed', step: settled });
  });

  it('stands up to the last whole line when the end is torn anywhere', () => {
    const bytes = log(...run);
    const first = log(header).length;
    for (let end = first; end < bytes.length; end++) {
      const { fold } = read(bytes.subarray(0, end));
      const lines = bytes.subarray(0, end).filter((byte) => byte === 10).length;
      expect(fold.samples.length).toBeLessThanOrEqual(3);
      expect(fold.header?.id).toBe(header.id);
      expect(lines).toBeGreaterThan(0);
    }
    const { reader } = read(bytes.subarray(0, bytes.length - 5));
    expect(reader.torn).toBe(true);
  });

  it('reads samples with any number that JSON may hold', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.nat(), (t, rss) => {
        const { fold } = read(log(header, { kind: 'sample', t, rss }));
        expect(fold.samples.t[0]).toBeCloseTo(t, 5);
        expect(fold.samples.rss[0]).toBe(rss);
      }),
      { seed: 2 },
    );
  });

  it('skips kinds and lines of a newer version, and says how many', () => {
    const text = `${encodeEvent(header)}{"kind":"heat","t":1}\n{"kind":"sample","t":2,"rss":5,"swap":7}\nnot json\n`;
    const { fold, reader } = read(new TextEncoder().encode(text));
    expect(reader.skipped).toBe(2);
    expect([...fold.samples.rss]).toEqual([5]);
  });

  it('opens a run whose words only a newer version knows', () => {
    const newer = { ...header.allocator, name: 'hardened', how: 'interposed', version: '13' };
    const { fold, reader } = read(
      Buffer.concat([
        line({ ...header, allocator: newer, plan: { rounds: 'adaptive' } }),
        line({ kind: 'phase', t: 1, phase: 'soak', connections: 4 }),
        line({ kind: 'sample', t: 2, rss: 5 }),
        line({ kind: 'phase', t: 3, phase: 'settle' }),
        line({ kind: 'note', t: 4, level: 'debug', text: 'a note' }),
        line({ kind: 'output', t: 4, stream: 'journal', text: 'a line' }),
        line({ kind: 'end', t: 5, reason: 'evicted' }),
      ]),
    );
    expect(reader.skipped).toBe(0);
    expect(fold.header?.allocator).toMatchObject({ name: 'unknown', how: 'unknown' });
    expect(inWords(fold.header?.allocator ?? header.allocator)).toBe('hardened 13, interposed');
    expect(fold.phases.map(({ phase }) => phase)).toEqual(['burst', 'rest']);
    expect(fold.notes).toMatchObject([{ level: 'info', text: 'a note' }]);
    expect(fold.output).toMatchObject([{ stream: 'stdout', text: 'a line' }]);
    expect(endingText(fold)).toBe('The run ended for a reason that only a newer version knows. (evicted)');
  });

  it('keeps the words of a newer version where it is written again', () => {
    const newer = { ...header, allocator: { ...header.allocator, name: 'hardened', how: 'interposed' } };
    const end = { kind: 'end', t: 5, reason: 'evicted' };
    const once = read(Buffer.concat([line(newer), line(end)])).fold;
    const twice = read(log(...[once.header, once.end].filter((event) => event !== undefined))).fold;
    expect(twice).toEqual(once);
  });

  it.each([
    ['empty', new Uint8Array(0), /it is empty/],
    ['binary', Uint8Array.from([0, 1, 2, 3, 255]), /it is binary/],
    ['binary with newlines', Uint8Array.from([0x7f, 0x45, 10, 0, 10]), /not the header/],
    ['text', new TextEncoder().encode('hello\nworld\n'), /not the header/],
    ['truncated in its header', log(header).subarray(0, 40), /not the header/],
    ['of a newer format', log({ ...header, format: 99 }), /format 99/],
    ['a header without its id', line({ ...header, id: undefined }), /damaged: id is missing/],
    ['one with a wrong type', line({ ...header, service: { name: 7 } }), /damaged: service.name is no text/],
    [
      'one without the allocator',
      line({ ...header, allocator: { name: 'jemalloc', evidence: '' } }),
      /damaged: allocator.how is missing/,
    ],
    [
      'one with a number out of range',
      line({ ...header, machine: { ...header.machine, cores: -1 } }),
      /damaged: machine.cores is out of range/,
    ],
    [
      'one that steers a terminal',
      line({ ...header, allocator: { ...header.allocator, options: { '\u001b[2J': 1 } } }),
      /damaged: allocator.options. \[2J is no text/,
    ],
  ])('refuses a file that is %s, with a remedy', (_, bytes, message) => {
    expect(() => read(bytes)).toThrow(
      expect.objectContaining({ code: 'file-unreadable', message: expect.stringMatching(message) }),
    );
  });
});
