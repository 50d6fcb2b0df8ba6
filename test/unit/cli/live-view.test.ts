import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { LiveView } from '../../../src/cli/live-view';
import { Sparkline } from '../../../src/cli/sparkline';
import { type PlanInput, planSchema } from '../../../src/core/plan/plan';
import { sampleEvents } from '../report/sample-run';

/** events: a quarter of a second */
const BATCH = 5;

/** Shows the sample run in batches. Gives what was written. */
function shown(terminal: { isTTY?: boolean; columns?: number }, events = sampleEvents()): string {
  let text = '';
  const stderr = { ...terminal, write: (piece: string) => (text += piece) };
  const env = { LANG: 'C.UTF-8', TERM: 'xterm', NO_COLOR: '1' };
  const view = new LiveView({ stdin: Readable.from([]), stdout: stderr, stderr, cwd: '/', env });
  for (let from = 0; from < events.length; from += BATCH) view.events(events.slice(from, from + BATCH));
  view.close();
  return text;
}

describe('a run as it goes', () => {
  test('elsewhere than on a terminal, a plain line at each phase and now and then', () => {
    const lines = shown({}).trimEnd().split('\n');
    expect(lines.join('')).not.toContain('\u001b');
    expect(lines.filter((line) => line.includes('burst 3, 32 connections ·'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('tail'))).toHaveLength(4);
    expect(lines).toContain('step confirmed: +126 MB kept, after burst 3 (32 connections)');
    expect(lines.length).toBeLessThan(40);
  });

  test('elsewhere than on a terminal, of what cargo says, only that it waits for another build', () => {
    let text = '';
    const stderr = { write: (piece: string) => (text += piece) };
    const view = new LiveView({ stdin: Readable.from([]), stdout: stderr, stderr, cwd: '/', env: {} });
    view.progress('Compiling axum v0.8.9');
    view.progress('Blocking waiting for file lock on build directory');
    expect(text).toBe('Blocking waiting for file lock on build directory\n');
  });

  test('names no step by a number, since the report numbers them by time', () => {
    // the step of burst 3 is said last, with the highest id
    const events = sampleEvents().map((event) =>
      event.kind === 'step' && event.step.burst === 3
        ? { ...event, t: 80, status: 'retracted' as const, step: { ...event.step, id: 9 } }
        : event,
    );
    const lines = shown({}, events).split('\n');
    expect(lines).toContain('step retracted: +126 MB after burst 3 (32 connections) did not stand');
    expect(lines.filter((line) => /^step \d/.test(line))).toEqual([]);
  });

  test('a provisional step that is told again is no other one', () => {
    const events = sampleEvents().flatMap((event) => {
      if (event.kind !== 'step' || event.step.burst !== 3) return [event];
      const step = { ...event.step, kept: 100e6 };
      return [
        { ...event, status: 'provisional' as const, step },
        { ...event, status: 'provisional' as const },
        event,
      ];
    });
    const lines = shown({}, events).split('\n');
    expect(lines.filter((line) => line.includes('burst 3 (32'))).toEqual([
      'step provisional: +100 MB kept, after burst 3 (32 connections)',
      'step provisional: now +126 MB kept, after burst 3 (32 connections)',
      'step confirmed: +126 MB kept, after burst 3 (32 connections)',
    ]);
  });

  test('before its first phase it waits for the service', () => {
    const events = sampleEvents().filter(({ kind }) => kind === 'header' || kind === 'sample');
    expect(shown({}, events.slice(0, 50))).not.toContain('baseline');
    const waiting = (plan: PlanInput) => {
      const withPlan = events.map((event) =>
        event.kind === 'header' ? { ...event, plan: planSchema.parse(plan) } : event,
      );
      return shown({}, withPlan.slice(0, 50));
    };
    expect(waiting({})).toContain('waiting until it listens and has GET / · RSS');
    expect(waiting({ requests: [{ path: '/widgets', body: 'a' }] })).toContain(
      ' and has POST /widgets · RSS',
    );
    expect(waiting({ health: '/ready' })).toContain('waiting until /ready answers 2xx · RSS');
    expect(waiting({ health: `/${'a'.repeat(99)}` })).toContain(`until /${'a'.repeat(28)}... answers 2xx`);
  });

  test('says how fast and how badly the load goes', () => {
    const slow = sampleEvents().map((event) =>
      event.kind === 'load' ? { ...event, requests: 3, dt: 2, errors: 1000 } : event,
    );
    expect(shown({ isTTY: true, columns: 120 }, slow)).toContain(' · 1,000 failed · 1.5 requests/s · peak ');
  });

  test('on a terminal, one line that changes and is never wider', () => {
    const text = shown({ isTTY: true, columns: 60 });
    const states = text.split('\r\u001b[2K').flatMap((state) => state.split('\n'));
    expect(states.length).toBeGreaterThan(300);
    for (const state of states) expect([...state].length).toBeLessThan(70);
    expect(states.some((state) => /burst 3, 32 connections · RSS \d+ MB · peak \d+ MB/.test(state))).toBe(
      true,
    );
    expect(text.endsWith('\r\u001b[2K')).toBe(true);
  });

  test.each([50, 60, 72])('on a terminal of %i columns, no figure is cut', (columns) => {
    const states = shown({ isTTY: true, columns }).replaceAll('\r\u001b[2K', '\n').split('\n');
    const lines = states.filter((state) => /^ *[\d.]+ s · /.test(state));
    expect(lines.length).toBeGreaterThan(300);
    for (const line of lines) expect(line).toMatch(/( [kMG]?B|requests\/s|failed)( {2}[▁-█]+)?$/);
  });

  test('says how long the run takes, where its plan says how long a burst does', () => {
    const plan = planSchema.parse({
      baseline: 2,
      connections: [8, 16, 16],
      burst: { seconds: 4 },
      rest: 3,
      tail: 5,
    });
    const withPlan = sampleEvents().map((event) => (event.kind === 'header' ? { ...event, plan } : event));
    expect(shown({ isTTY: true, columns: 120 }, withPlan)).toMatch(/ 5\.\d s of 28 s · burst/);
    expect(shown({ isTTY: true, columns: 120 })).not.toContain(' s of ');
  });
});

test('a sparkline holds a run of any length, with its peaks', () => {
  const spark = new Sparkline();
  for (let t = 0; t < 10_000; t++) spark.push(t, t === 5000 ? 80 : 10);
  expect(spark.text().length).toBeLessThanOrEqual(24);
  expect(spark.text().length).toBeGreaterThan(12);
  expect([...spark.text()].filter((bar) => bar === '█')).toHaveLength(1);
});
