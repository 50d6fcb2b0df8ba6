import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/core/run/event';
import { svgChart } from '../../../src/report/svg';
import { laidOut } from '../../../src/report/svg-steps';
import { stepLabel } from '../../../src/report/words';
import { sampleEvents, sampleRun } from './sample-run';

describe('a run as a picture', () => {
  const svg = svgChart(sampleRun());

  test('labels each step with what was kept and what caused it', () => {
    expect(svg).toContain('+126 MB kept, after burst 3 (32 connections)</text>');
    expect(svg.match(/class="step confirmed"/g)).toHaveLength(5);
  });

  test('a step that was timed late at its foot and early at its top is drawn as high as its label says', () => {
    const run = sampleRun(
      sampleEvents().map((event) => {
        if (event.kind !== 'step' || event.step.burst !== 3) return event;
        const { start, end } = event.step;
        const middle = (start + end) / 2;
        return { ...event, step: { ...event.step, start: middle - 0.3, end: middle + 0.3 } };
      }),
    );
    const paths = [...svgChart(run).matchAll(/class="step confirmed" d="([^"]*)"><title>\+([\d.]+)/g)];
    const drawn = paths.map(([, d = '', kept]) => {
      const heights = [...d.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
      // 280 pixels are 800 MB
      return { kept: Number(kept), drawn: ((Math.max(...heights) - Math.min(...heights)) * 800) / 280 };
    });
    expect(drawn).toHaveLength(5);
    for (const one of drawn) expect(one.drawn).toBeGreaterThan(one.kept * 0.9);
  });

  test('shows each burst with its connections', () => {
    expect(svg.match(/class="band"/g)).toHaveLength(7);
    expect(svg.match(/>64<title>/g)).toHaveLength(4);
  });

  test('stays as small with twenty times the samples, and keeps the highest', () => {
    const events = sampleEvents(400);
    const spike: RunEvent = { kind: 'sample', t: 80, rss: 590e6 };
    const at = events.findIndex((event) => event.kind === 'sample' && event.t >= 80);
    const run = sampleRun(events.toSpliced(at, 1, spike));
    const dense = svgChart(run);
    expect(dense.length).toBeLessThan(svg.length * 3);
    const line = /class="line" d="([^"]*)"/.exec(dense)?.[1] ?? '';
    const plotTop = Number(/class="band" x="[^"]*" y="([^"]*)"/.exec(dense)?.[1]);
    const highest = Math.min(...[...line.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y)));
    const expected = plotTop + 280 * (1 - 590 / 800);
    expect(Math.abs(highest - expected)).toBeLessThan(0.2);
  });

  test('a gap in the recording is a gap in the line', () => {
    const events = sampleEvents().filter((event) => event.kind !== 'sample' || event.t < 60 || event.t > 70);
    const line = /class="line" d="([^"]*)"/.exec(svgChart(sampleRun(events)))?.[1] ?? '';
    expect(line.match(/M/g)).toHaveLength(2);
  });

  test('escapes what comes from a file', () => {
    const events = sampleEvents().map((event) =>
      event.kind === 'header'
        ? { ...event, service: { ...event.service, name: '</svg><script>alert("1")</script>&\u0000' } }
        : event,
    );
    const escaped = svgChart(sampleRun(events));
    expect(escaped).not.toContain('<script');
    expect(escaped).not.toContain('\u0000');
    expect(escaped).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;');
  });

  test('a long title takes a second line, and nothing of it is outside of the picture', () => {
    const name = 'a-service-with-a-name-that-its-makers-were-not-sparing-of';
    const events = sampleEvents().map((event) =>
      event.kind === 'header' ? { ...event, service: { ...event.service, name } } : event,
    );
    const long = svgChart(sampleRun(events));
    const rows = [...long.matchAll(/<text class="title" x="74" y="(\d+)">([^<]*)</g)];
    expect(rows).toHaveLength(2);
    for (const [, , text = ''] of rows) expect(74 + text.length * 9).toBeLessThan(960);
    expect(svgChart(sampleRun(), { untitled: true })).not.toContain('class="title"');
  });

  test('a run without samples is a picture too', () => {
    expect(svgChart(sampleRun(sampleEvents().slice(0, 1)))).toContain('</svg>');
  });
});

test('no label covers another, nor its line', () => {
  const run = sampleRun();
  const labels = laidOut(run, (t) => 74 + t * 10, { left: 74, right: 936 });
  expect(labels.map(({ text }) => text)).toEqual(labels.map(({ step }) => stepLabel(step)));
  const span = ({ anchor, text, x }: (typeof labels)[number]) =>
    anchor === 'start' ? [x, x + text.length * 6.6] : [x - text.length * 6.6, x];
  for (const a of labels)
    for (const b of labels) {
      const [from = 0, to = 0] = span(b);
      if (a !== b && a.lane <= b.lane) expect(a.x > from && a.x < to).toBe(false);
    }
});

test('a label is shortened where only that has room, and not left out', () => {
  const run = sampleRun();
  const x = (t: number) => 74 + t * 2;
  const labels = laidOut(run, x, { left: 74, right: x(run.samples.t.at(-1) ?? 0) });
  expect(labels).toHaveLength(5);
  const texts = labels.map(({ text }) => text);
  expect(texts.at(0)).toMatch(/^\+[\d.]+ MB kept$/);
});
