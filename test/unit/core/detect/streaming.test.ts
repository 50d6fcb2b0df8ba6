/** What is said while a run goes on, and what facts beside the curve do to a verdict. */
import { describe, expect, it } from 'vitest';
import { classifySeries, createDetector } from '../../../../src/core/detect/index';
import { judged, LAYOUT, MB, runOf, samples, type TestBurst } from './support';

const bursts = (...pairs: [peak: number, after: number][]): TestBurst[] =>
  pairs.map(([peak, after]) => ({ connections: 64, requests: 300, peak, after }));

const fragmented = bursts([500, 400], [640, 550], [650, 552], [648, 552], [651, 552], [650, 552]);
const healthy = bursts([300, 8], [310, 8], [305, 8], [300, 8]);

describe('steps while a run goes on', () => {
  const { steps, verdict, verdicts } = judged(runOf(fragmented));

  it('are said within 5 s of the end of their burst', () => {
    const first = steps[0];
    expect(first).toMatchObject({ status: 'provisional', step: { burst: 1, connections: 64 } });
    expect((first?.t ?? 0) - (LAYOUT.baseline + LAYOUT.burst)).toBeLessThanOrEqual(5);
  });

  it('are confirmed once a burst that did as much added little, before the run ends', () => {
    const confirmed = steps.filter((event) => event.status === 'confirmed');
    expect(confirmed.map((event) => event.step.burst)).toEqual([1, 2]);
    expect(confirmed[0]?.t).toBeLessThan(LAYOUT.baseline + 4 * (LAYOUT.burst + LAYOUT.rest) + 1);
  });

  it('stand in the verdict under the numbers they were said with', () => {
    const said = new Set(
      steps.filter((event) => event.status === 'provisional').map((event) => event.step.id),
    );
    expect(verdict.steps.map((step) => step.id)).toEqual([...said]);
    expect(verdict.steps.map((step) => step.givenBack)).not.toContain(undefined);
  });

  it('come with a verdict that is marked provisional', () => {
    expect(verdicts.map((event) => [event.provisional, event.verdict.profile])).toContainEqual([
      true,
      'stair-step',
    ]);
  });

  it('are taken back when the memory comes back', () => {
    const { steps: said, verdict: end } = judged(
      runOf(bursts([500, 400], [500, 400], [500, 60], [420, 40], [420, 40])),
    );
    expect(end.steps).toEqual([]);
    const open = said.filter((event) => event.status === 'provisional').map((event) => event.step.id);
    const back = said.filter((event) => event.status === 'retracted').map((event) => event.step.id);
    expect(back).toEqual(open);
  });

  it('are said and kept without a known load, too', () => {
    const { t, y } = samples(10, 200, (time) => (time < 60 ? 100 : 180));
    const { steps: said } = judged(t.map((time, i) => ({ kind: 'sample', t: time, rss: y[i] ?? 0 })));
    expect(said.map((event) => event.status)).toEqual(['provisional', 'confirmed']);
    expect((said[0]?.t ?? 0) - 60).toBeLessThanOrEqual(5);
  });
});

it.each([
  [1, 1],
  [1.2, 2],
  [1.5, 1.3],
  [2, 1],
])('each burst has its own step, also where bursts of %d s rest for %d s only', (burst, rest) => {
  const shown = bursts([118, 110], [275, 215], [268, 262], [300, 275], [283, 277], [300, 278], [290, 278]);
  const { verdict } = judged(runOf(shown, { baseline: 1, burst, rest, base: 4 }));
  expect(verdict.profile).toBe('stair-step');
  expect(verdict.steps.slice(0, 3).map((step) => step.burst)).toEqual([1, 2, 3]);
  for (const [k, step] of verdict.steps.entries()) {
    const begin = 1 + ((step.burst ?? 0) - 1) * (burst + rest);
    expect(step.start).toBeGreaterThan(begin - 1.5);
    expect(step.end).toBeLessThanOrEqual(begin + burst + rest);
    expect(step.start).toBeGreaterThanOrEqual(verdict.steps[k - 1]?.end ?? 0);
  }
});

describe('facts beside the curve', () => {
  it('failed requests: never a healthy verdict', () => {
    const failing = healthy.map((burst) => ({ ...burst, failed: 290 }));
    const { verdict } = judged(runOf(failing));
    expect(verdict.profile).toBe('inconclusive');
    expect(verdict.findings).toContain('requests-failed');
    expect(verdict.missing.map((missing) => missing.code)).toEqual(['answered-requests']);
    expect(judged(runOf(healthy)).verdict.profile).toBe('ragged');
  });

  it('a run that ended under load is not called healthy', () => {
    const detector = createDetector();
    for (const item of runOf(healthy)) if (item.t < 36) detector.push(item);
    const { verdict } = detector.finish({ reason: 'service-exited' });
    expect(verdict.profile).toBe('inconclusive');
    expect(verdict.reasons[0]?.code).toBe('ended-early');
    expect(verdict.missing[0]?.code).toBe('whole-run');
    expect(verdict.next).toContain('its last output says what ended it');
  });

  it('a service that exited is asked for no other plan, though what was sent to it then failed', () => {
    const detector = createDetector();
    const failing = healthy.map((burst) => ({ ...burst, failed: 290 }));
    for (const item of runOf(failing)) if (item.t < 36) detector.push(item);
    const { verdict } = detector.finish({ reason: 'service-exited' });
    expect(verdict.findings).toContain('requests-failed');
    expect(verdict.missing.map(({ code }) => code)).toEqual(['whole-run']);
  });

  it('a burst that never came to rest left no step', () => {
    const detector = createDetector();
    const { baseline, burst, rest } = LAYOUT;
    const begun = runOf(fragmented).filter((item) => item.t < baseline + burst + rest + 0.8 * burst);
    const last = begun.findLast((item) => item.kind === 'phase');
    for (const item of begun) detector.push(item);
    const { verdict } = detector.finish({ reason: 'interrupted' });
    expect(last).toMatchObject({ phase: 'burst' });
    expect(verdict.steps).toHaveLength(1);
    for (const step of verdict.steps) expect(step.end).toBeLessThan(last?.t ?? 0);
    expect(verdict.missing[0]?.code).toBe('whole-run');
  });

  it('the limit of memory', () => {
    const { verdict } = judged(runOf(fragmented), { memoryLimit: 660 * MB });
    expect(verdict.findings).toContain('memory-limit');
    expect(judged(runOf(fragmented), { memoryLimit: 2000 * MB }).verdict.findings).not.toContain(
      'memory-limit',
    );
  });

  it('what grew', () => {
    const part = { kind: 'breakdown', heap: 0, large: 0, other: 0, file: 0, huge: 0, lazyFree: 0 } as const;
    const evidence = [
      ...runOf(fragmented),
      { ...part, t: 0, arenas: 0 },
      { ...part, t: 80, arenas: 530 * MB },
    ];
    const { verdict } = judged(evidence.sort((a, b) => a.t - b.t));
    expect(verdict.reasons.find((reason) => reason.code === 'what-grew')?.text).toContain('530 MB');
  });

  it('blocks that the system allocator would have given back, had they been freed', () => {
    const part = { kind: 'breakdown', heap: 0, arenas: 0, other: 0, file: 0, huge: 0, lazyFree: 0 } as const;
    const evidence = [
      ...runOf(fragmented),
      { ...part, t: 0, large: 0 },
      { ...part, t: 80, large: 530 * MB },
    ].sort((a, b) => a.t - b.t);
    const { verdict } = judged(evidence, { allocator: 'system' });
    expect(verdict).toMatchObject({ profile: 'inconclusive', confidence: 0.6 });
    expect(verdict.reasons.map(({ code }) => code)).toContain('blocks-held');
    expect(verdict.missing.map(({ code }) => code)).toEqual(['more-work']);
    expect(verdict.next).not.toContain('stairstep fix');
    const other = judged(evidence, { allocator: 'mimalloc' }).verdict;
    expect(other.profile).toBe('stair-step');
    expect(other.reasons.find(({ code }) => code === 'what-grew')?.text).toContain(
      'what mimalloc mapped: 530 MB',
    );
  });

  it('pages of files, told by the samples where the maps could not be read', () => {
    const mapped = (share: number) =>
      runOf(fragmented).map((item) =>
        item.kind === 'sample' ? { ...item, file: 3 * MB + share * (item.rss - 7 * MB) } : item,
      );
    const verdict = judged(mapped(0.95)).verdict;
    expect(verdict.profile).toBe('flat');
    expect(verdict.reasons[0]?.code).toBe('files-mapped');
    const few = judged(mapped(0.3)).verdict;
    expect(few.profile).toBe('stair-step');
    expect(few.reasons.map(({ code }) => code)).not.toContain('what-grew');
  });

  it('the allocator, in the advice', () => {
    const advice = (allocator: string) => judged(runOf(fragmented), { allocator }).verdict;
    expect(advice('system').next).toContain('stairstep fix --allocator jemalloc');
    expect(advice('jemalloc').next).toContain('background_thread:true');
    expect(advice('mimalloc').profile).toBe(advice('system').profile);
  });

  it('half of the peak that glibc holds is kept, though bursts that use it again rise far above it', () => {
    // megabytes that glibc 2.36 really left and used under a ramp, its pieces of 20 to 100 kB
    const [peaks, left] = [
      [155, 195, 221, 451, 466, 468, 527],
      [122, 131, 166, 236, 276, 271, 287],
    ];
    const ramp = runOf(
      peaks.map((peak, k) => ({
        connections: [8, 16, 32][k] ?? 64,
        requests: 330,
        peak,
        after: left[k] ?? 0,
      })),
      { base: 11, tail: 30 },
    );
    const on = (allocator: string, trimsOnly: boolean) => judged(ramp, { allocator, trimsOnly }).verdict;
    const held = on('system', true);
    expect(held.profile).toBe('stair-step');
    expect(held.reasons.find(({ code }) => code === 'kept-of-peak')?.numbers?.share).toBeCloseTo(
      276 / 516,
      1,
    );
    expect(on('jemalloc', false).profile).toBe('inconclusive');
  });

  it('what jemalloc holds in short rests says nothing, unless it could return it', () => {
    const on = (rest: number, allocatorOptions: Record<string, string> = {}) =>
      judged(runOf(fragmented, { rest }), { allocator: 'jemalloc', allocatorOptions }).verdict;
    const short = on(6);
    expect(short.profile).toBe('inconclusive');
    expect(short.findings).toContain('not-decayed');
    expect(short.missing.map((demand) => demand.code)).toContain('time-to-decay');
    expect(on(12).profile).toBe('stair-step');
    expect(on(6, { _RJEM_MALLOC_CONF: 'background_thread:true,dirty_decay_ms:3000' }).profile).toBe(
      'stair-step',
    );
  });

  it('the start-up is baseline and no step', () => {
    const { t, y } = samples(10, 200, (time) => 200 * Math.min(1, 0.05 + time / 6));
    const verdict = classifySeries({ t, y });
    expect(verdict).toMatchObject({ profile: 'flat', steps: [] });
    expect(verdict.findings).toContain('start-up');
    expect(verdict.baseline).toBeCloseTo(200 * MB, -6);
  });

  it('a restart begins a new life, in which steps count anew', () => {
    const t = Array.from({ length: 600 }, (_, i) => 30 * i);
    const y = t.map(
      (_, i) => (i < 100 ? 100 : i < 250 ? 180 : i < 300 ? 260 : i < 303 ? 20 : i < 400 ? 100 : 190) * MB,
    );
    const verdict = classifySeries({ t, y });
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.findings).toContain('restarted');
    expect(verdict.steps).toHaveLength(3);
  });
});
