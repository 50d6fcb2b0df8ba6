/** The log of a long run as the editor sends it, and what the measuring needs of it in the page. */
import { LogCompactor } from '../../src/core/run/compact';
import { header } from './recordings';

export interface LargeLog {
  /** compact messages, as base64 on their way to the page */
  messages: string[];
  /** lines in it */
  lines: number;
  /** seconds of its last sample */
  end: number;
}

declare global {
  interface Window {
    largeLog?: LargeLog;
  }
}

/** Bytes of text that are compacted at once, and of a message. */
const CHUNK = 1_000_000;
const MESSAGE = 512 * 1024;
const HZ = 20;
const BURSTS = 14;
const STEPS = 5;
const MB = 1e6;

/** A run of `samples` samples with fourteen bursts and five steps, its peaks as ragged as they come. */
export function makeLargeLog(samples: number): LargeLog {
  const encoder = new TextEncoder();
  const log: LargeLog = { messages: [], lines: 0, end: (samples - 1) / HZ };
  const compactor = new LogCompactor();
  let text = '';
  const flush = () => {
    compactor.push(encoder.encode(text));
    text = '';
  };
  const take = () => log.messages.push(Buffer.from(compactor.take()).toString('base64'));
  const line = (event: object) => {
    text += `${JSON.stringify(event)}\n`;
    log.lines++;
    if (text.length < CHUNK) return;
    flush();
    if (compactor.length >= MESSAGE) take();
  };
  line({ ...header, id: 'large' });
  const period = Math.floor(samples / (BURSTS + 1));
  let level = 20 * MB;
  for (let i = 0; i < samples; i++) {
    const t = i / HZ;
    const burst = Math.floor(i / period);
    const within = i % period;
    if (within === 0 && burst > 0 && burst <= BURSTS) {
      line({ kind: 'phase', t, phase: 'burst', burst, connections: 8 * burst });
      if (burst <= STEPS) {
        level += 80 * MB;
        const at = { start: t, end: t + 2, startIndex: i, endIndex: i + 2 * HZ };
        const step = { id: burst, ...at, kept: 80 * MB, burst, connections: 8 * burst };
        line({ kind: 'step', t, status: 'confirmed', step });
      }
    }
    if (within === period >> 1 && burst > 0) line({ kind: 'phase', t, phase: 'rest', burst });
    const busy = burst > 0 && within < period >> 1 ? 100 * MB * Math.random() : 0;
    line({ kind: 'sample', t, rss: Math.round((level + busy) / 4096) * 4096 });
  }
  flush();
  take();
  return log;
}
