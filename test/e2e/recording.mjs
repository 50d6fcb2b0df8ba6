// @ts-check
/** Recordings as the engine writes them, made up: for what an editor does with a file, no service has to run. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const MB = 1e6;
const HZ = 20;

/** @param {string} id @param {string} startedAt */
export function headerOf(id, startedAt) {
  return {
    kind: 'header',
    format: 1,
    id,
    startedAt,
    tool: 'stairstep 0.1.0',
    service: {
      name: 'sample-service',
      package: 'sample-service',
      manifest: 'Cargo.toml',
      source: 'src/main.rs',
      profile: 'release',
    },
    machine: { os: 'Debian GNU/Linux 12', kernel: '6.1', arch: 'x64', cores: 2, memory: 24e9 },
    allocator: { name: 'system', how: 'default', version: 'glibc 2.36', evidence: 'libc.so.6 mapped' },
  };
}

/** Four bursts, each a step of so many megabytes that is kept; 0 for a healthy service. @param {number} kept */
function body(kept) {
  const lines = [];
  const steps = [];
  let t = 0;
  let floor = 10;
  const sample = (/** @type {number} */ rss) => {
    lines.push({ kind: 'sample', t: Number(t.toFixed(3)), rss: Math.round(rss * MB) });
    t += 1 / HZ;
  };
  lines.push({ kind: 'state', t: 0, state: 'starting' }, { kind: 'phase', t: 0, phase: 'baseline' });
  for (let n = 0; n < 2 * HZ; n++) sample(floor);
  for (let burst = 1; burst <= 4; burst++) {
    lines.push({ kind: 'phase', t, phase: 'burst', burst, connections: 8 * burst });
    const from = { t, index: lines.length };
    for (let n = 0; n < 3 * HZ; n++) sample(floor + ((kept + 40) * n) / (3 * HZ));
    floor += kept;
    lines.push({ kind: 'phase', t, phase: burst === 4 ? 'tail' : 'rest', burst });
    for (let n = 0; n < 3 * HZ; n++) sample(floor);
    if (kept > 0)
      steps.push({
        id: burst,
        start: from.t,
        end: from.t + 3,
        startIndex: from.index,
        endIndex: from.index + 3 * HZ,
        kept: kept * MB,
        burst,
        connections: 8 * burst,
      });
  }
  return { lines, steps, t, floor };
}

/**
 * Writes a whole recording.
 * @param {string} file
 * @param {{ id: string, startedAt: string, kept: number, trial?: object, service?: object, allocator?: object, plan?: object, planFile?: string }} options `kept`: megabytes after each burst; 0 for a healthy one. The rest stands in the header. `trial`: what it was of a comparison
 */
export async function writeRecording(file, { id, startedAt, kept, ...more }) {
  const { lines, steps, t, floor } = body(kept);
  const verdict = verdictOf(kept > 0 ? 'stair-step' : 'ragged', steps, {
    baseline: 10,
    peak: floor + 40,
    retained: floor,
  });
  const events = [
    { ...headerOf(id, startedAt), ...more },
    ...lines,
    ...steps.map((step) => ({ kind: 'step', t, status: 'confirmed', step })),
    { kind: 'verdict', t, provisional: false, verdict },
    { kind: 'state', t, state: 'ended' },
    { kind: 'end', t, reason: 'completed' },
  ];
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

/**
 * @param {'stair-step' | 'ragged' | 'flat'} profile
 * @param {object[]} steps
 * @param {{ baseline: number, peak: number, retained: number }} megabytes
 */
function verdictOf(profile, steps, { baseline, peak, retained }) {
  const bad = profile === 'stair-step';
  return {
    profile,
    confidence: 0.93,
    steps,
    findings: [],
    reasons: [{ code: 'kept', text: bad ? 'Each burst left memory behind.' : 'Nothing was left behind.' }],
    missing: [],
    next: bad ? 'Try another allocator.' : 'Nothing to do.',
    baseline: baseline * MB,
    peak: peak * MB,
    retained: retained * MB,
    bursts: [],
  };
}

/** A recording of a service that ran for long: flat, with a spike of one sample. @param {string} file @param {number} samples */
export async function writeLongRecording(file, samples) {
  const parts = [`${JSON.stringify(headerOf('long', '2026-01-05T08:00:00.000Z'))}\n`];
  for (let n = 0; n < samples; n++) {
    const rss = n === 123_456 ? 900 * MB : 100 * MB + (n % 97) * 4096;
    parts.push(`{"kind":"sample","t":${(n / HZ).toFixed(2)},"rss":${rss}}\n`);
  }
  const verdict = verdictOf('flat', [], { baseline: 100, peak: 900, retained: 100 });
  parts.push(`${JSON.stringify({ kind: 'verdict', t: samples / HZ, provisional: false, verdict })}\n`);
  parts.push(`${JSON.stringify({ kind: 'end', t: samples / HZ, reason: 'completed' })}\n`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, parts.join(''));
}
