/** How long the page's main thread is busy: with opening a run, with a live update, with a frame of zoom and of pan. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession } from 'playwright-core';
import { Harness } from './harness';
import { makeLargeLog } from './large-log';

/** Of each gesture; the first ones run while the engine still compiles, and are not counted. */
const FRAMES = 140;
const WARM_UP = 60;
const FRAME_MARK = 'stairstep-frame';

export interface Busy {
  /** milliseconds a frame, by the clock and of the processor */
  wall: number[];
  cpu: number[];
}

export interface Measured {
  samples: number;
  /** milliseconds from the first message until the next frame could be drawn */
  opened: number;
  gestures: Record<'live update' | 'zoom' | 'pan', Busy>;
}

/** What one frame of each gesture does in the page; `i` counts the frames. */
const GESTURES: Record<keyof Measured['gestures'], string> = {
  'live update': `
    const events = [];
    for (let k = 0; k < 2; k++) events.push({ kind: 'sample', t: (log.end += 0.05), rss: 4e8 + 1e8 * Math.random() });
    say({ type: 'events', run: 0, from: log.lines, events });
    log.lines += events.length;`,
  zoom: `
    canvas.dispatchEvent(new WheelEvent('wheel', {
      deltaY: i % 20 < 10 ? -100 : 100, clientX: box.left + 300, clientY: box.top + 100, bubbles: true, cancelable: true,
    }));`,
  pan: `
    if (i === 0) {
      for (let k = 0; k < 8; k++) canvas.dispatchEvent(new WheelEvent('wheel', {
        deltaY: -100, clientX: box.left + 300, clientY: box.top + 100, bubbles: true, cancelable: true,
      }));
      pointer('pointerdown', 400);
    }
    pointer('pointermove', 400 + 6 * (i % 40));`,
};

const script = (body: string) => `(async () => {
  const log = window.largeLog;
  const canvas = document.querySelector('canvas');
  const box = canvas.getBoundingClientRect();
  const say = (data) => window.dispatchEvent(new MessageEvent('message', { data }));
  const pointer = (type, x) => (type === 'pointerdown' ? canvas : window).dispatchEvent(new PointerEvent(type, {
    pointerId: 1, pointerType: 'mouse', isPrimary: true, shiftKey: true, bubbles: true, cancelable: true,
    button: type === 'pointermove' ? -1 : 0, buttons: 1, clientX: box.left + x, clientY: box.top + 100,
  }));
  for (let i = 0; i < ${FRAMES}; i++) {
    ${body}
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 15)));
    performance.mark('${FRAME_MARK}');
  }
  window.dispatchEvent(new PointerEvent('pointerup', { pointerId: 1, pointerType: 'mouse', isPrimary: true, bubbles: true }));
})()`;

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
}

async function traced(session: CDPSession, act: () => Promise<unknown>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => void events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'blink.user_timing', 'disabled-by-default-thread_time'] },
  });
  await act();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return events;
}

/** The tasks of the page's main thread, summed up by frame. */
function busyOf(events: readonly TraceEvent[]): Busy {
  const marks = events.filter(({ name }) => name === FRAME_MARK);
  const [{ pid, tid } = { pid: -1, tid: -1 }] = marks;
  const ends = marks
    .map(({ ts }) => ts)
    .sort((a, b) => a - b)
    .slice(WARM_UP);
  const tasks = events.filter(
    (event) => event.pid === pid && event.tid === tid && event.name === 'ThreadControllerImpl::RunTask',
  );
  const sums = (part: (task: TraceEvent) => number) =>
    ends.slice(1).map((end, i) => {
      const within = tasks.filter(({ ts }) => ts < end && ts >= (ends[i] ?? end));
      return within.reduce((sum, task) => sum + part(task), 0) / 1000;
    });
  return { wall: sums(({ dur = 0 }) => dur), cpu: sums(({ tdur, dur = 0 }) => tdur ?? dur) };
}

async function measureAt(harness: Harness, samples: number): Promise<Measured> {
  const opened = await harness.open({ width: 1280, height: 800 });
  const { page } = opened;
  await page.evaluate((log) => {
    window.largeLog = log;
  }, makeLargeLog(samples));
  const ms = await page.evaluate(async () => {
    const messages = (window.largeLog?.messages ?? []).map((text) =>
      Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)),
    );
    const say = (data: object) => window.dispatchEvent(new MessageEvent('message', { data }));
    const begun = performance.now();
    say({ type: 'open', names: ['run'], live: true, actions: ['save'], strings: {} });
    for (const [i, bytes] of messages.entries()) {
      say({ type: 'log', run: 0, bytes, last: i === messages.length - 1, compact: true });
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(undefined);
      });
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - begun;
  });
  const session = await page.context().newCDPSession(page);
  const gesture = async (name: keyof Measured['gestures']) =>
    busyOf(await traced(session, () => page.evaluate(script(GESTURES[name]))));
  const gestures = {
    'live update': await gesture('live update'),
    zoom: await gesture('zoom'),
    pan: await gesture('pan'),
  };
  if (opened.complaints.length > 0) throw new Error(opened.complaints.join('\n'));
  await page.close();
  return { samples, opened: ms, gestures };
}

/** One measurement for each number of samples. */
export async function measurePages(sizes: readonly number[]): Promise<Measured[]> {
  const harness = await Harness.start();
  const all: Measured[] = [];
  for (const samples of sizes) all.push(await measureAt(harness, samples));
  await harness.stop();
  return all;
}

/** Bytes of the page's script and style sheet. */
export function bundleSize(): number {
  return ['main.js', 'style.css'].reduce(
    (sum, file) => sum + statSync(path.resolve('dist/webview', file)).size,
    0,
  );
}
