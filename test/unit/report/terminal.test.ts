import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunFold } from '../../../src/core/run/fold';
import type { Verdict } from '../../../src/core/run/verdict';
import { terminalReport } from '../../../src/report/terminal';
import { wrap } from '../../../src/report/terminal-style';
import { endingText } from '../../../src/report/words';
import { sampleEvents, sampleRun } from './sample-run';

const LOOK = { width: 80, colour: false, unicode: true };

describe('a run in the terminal', () => {
  const text = terminalReport(sampleRun(), LOOK);

  test('draws memory, load and steps over one axis of time', () => {
    const lines = text.split('\n');
    const column = (name: string, mark: string) => lines.find((line) => line.includes(name))?.indexOf(mark);
    expect(lines.find((line) => line.includes('600 MB ┤'))).toBeDefined();
    expect(lines.find((line) => line.includes('0 B ┤'))).toMatch(/[⠀-⣿]/);
    expect(lines.find((line) => line.startsWith('    load'))).toMatch(/8.*16.*32.*64.*64.*64.*64/);
    expect(column('steps', '▲3')).toBeGreaterThan(column('load', '16') ?? Number.NaN);
    expect(column('steps', '▲3')).toBeLessThan(column('load', '64') ?? Number.NaN);
    expect(text).toMatch(/0 s +20 s +40 s +60 s +80 s/);
  });

  test('says the verdict, its reasons, the figures, each step and what to do next', () => {
    expect(text).toContain('stair-step (97 % sure): memory goes up in steps and stays up after the load');
    expect(text).toContain('- 456 MB of the 559 MB that the bursts added stayed after the load.');
    expect(text).toContain('baseline 12 MB · peak 583 MB · retained at the end 493 MB');
    expect(text).toMatch(/^3 +21 s +\+126 MB +2 s +after burst 3 \(32 connections\)$/m);
    expect(text).toContain('requests 2,800 · requests a second 100');
    expect(text.trimEnd().split('\n').at(-1)).toBe('Next: Compare allocators: stairstep compare');
  });

  test('says what is slow or sudden with the digits that it takes', () => {
    const events = sampleEvents().map((event) => {
      if (event.kind === 'load') return { ...event, requests: 2 };
      if (event.kind === 'step') return { ...event, step: { ...event.step, start: event.step.end - 0.04 } };
      return event.kind === 'verdict' ? { ...event, verdict: { ...event.verdict, steps: [] } } : event;
    });
    const slow = terminalReport(sampleRun(events), LOOK);
    expect(slow).toContain('requests 56 · requests a second 2.0');
    expect(slow).toMatch(/^3 +21 s +\+126 MB +< 0\.1 s +after burst 3/m);
  });

  test.each([40, 60, 100, 120])('keeps to %i columns', (width) => {
    const chart = terminalReport(sampleRun(), { ...LOOK, width }).split('step  at')[0] ?? '';
    for (const line of chart.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  test('falls back to ASCII', () => {
    expect(terminalReport(sampleRun(), { ...LOOK, unicode: false })).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test('colours only where it is asked to', () => {
    expect(text).not.toContain('\u001b');
    expect(terminalReport(sampleRun(), { ...LOOK, colour: true })).toContain('\u001b[33mstair-step');
  });

  test('what a file says cannot steer the terminal', () => {
    const hostile = '\u001b]0;title\u0007\u001b[2J\u202eevil';
    const events = sampleEvents().map((event) => {
      if (event.kind === 'header') return { ...event, service: { ...event.service, name: hostile } };
      if (event.kind !== 'verdict') return event;
      return {
        ...event,
        verdict: { ...event.verdict, next: hostile, reasons: [{ code: 'x', text: hostile }] },
      };
    });
    const printed = terminalReport(
      sampleRun([...events, { kind: 'note', t: 90, level: 'error', text: hostile }]),
      LOOK,
    );
    expect(printed).toContain('evil');
    expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  test('a recording that was cut off says so, with and without samples', () => {
    expect(terminalReport(sampleRun(sampleEvents().slice(0, 200)), LOOK)).toContain(
      'The recording has no end',
    );
    expect(terminalReport(new RunFold(), LOOK)).toContain('no verdict yet');
  });

  test('the first of what is missing is not said again by the next step', () => {
    const text = 'Three more bursts of the same size.';
    const missing = [{ code: 'equal-bursts', text }];
    const next = `Record again, with what is missing. ${text}`;
    const printed = terminalReport(undecided({ missing, next }), { ...LOOK, width: 100 });
    expect(printed).toContain(`To decide it:\n  - ${text}\n`);
    expect(printed).toMatch(/^Next: Record again, with what is missing\.$/m);
  });

  test.each([
    ['blocks-held', 'more-work'],
    ['nearly-full', 'comparison'],
  ])('what the next step after %s gets is not asked for beside it', (reason, code) => {
    const reasons = [{ code: reason, text: 'So it is.' }];
    const printed = terminalReport(undecided({ reasons, missing: [{ code, text: 'More.' }] }), LOOK);
    expect(printed).not.toContain('To decide it');
  });

  test('an interruption is told by the ending where the verdict stands without it', () => {
    const ending = (code: string) => {
      const events = sampleEvents().map((event) => {
        if (event.kind === 'end') return { ...event, reason: 'interrupted' as const };
        if (event.kind !== 'verdict') return event;
        return { ...event, verdict: { ...event.verdict, reasons: [{ code, text: 'It ended.' }] } };
      });
      return terminalReport(sampleRun(events), LOOK).includes('The run was stopped before its plan was done');
    };
    expect(ending('ended-early')).toBe(false);
    expect(ending('steps-hold-growth')).toBe(true);
  });

  test.each([
    [
      'service-exited',
      'The service exited with code 101.',
      'The service exited with code 101 during the run.',
    ],
    ['failed', 'The load broke off: no.', 'The load broke off: no.'],
    ['memory-guard', 'It holds 1 GB.', 'The run was stopped because memory ran short. It holds 1 GB.'],
    ['service-exited', undefined, 'The service ended during the run. (exit code 101)'],
  ] as const)('the ending %s, %j, is one statement', (reason, text, said) => {
    const run = new RunFold();
    run.push({ kind: 'end', t: 1, reason, exitCode: 101, ...(text !== undefined && { text }) });
    expect(endingText(run)).toBe(said);
  });
});

function undecided(said: Partial<Verdict>): RunFold {
  const events = sampleEvents().map((event) =>
    event.kind === 'verdict'
      ? { ...event, verdict: { ...event.verdict, profile: 'inconclusive' as const, ...said } }
      : event,
  );
  return sampleRun(events);
}

test('wrapping keeps every word and no line too long', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^\w{1,30}$/)),
      fc.integer({ min: 30, max: 100 }),
      (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      },
    ),
    { seed: 1 },
  );
});
