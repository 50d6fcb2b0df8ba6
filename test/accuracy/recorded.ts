/** The recorded half of the corpus: real runs, with their labels. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DetectorOptions, Evidence } from '../../src/core/detect/detector';
import { classifySeries, createDetector, detectorOptions, type Series } from '../../src/core/detect/index';
import type { HeaderEvent } from '../../src/core/run/header';
import { PROFILES, type Profile, type Verdict } from '../../src/core/run/verdict';

const PROFILE_SET: ReadonlySet<string> = new Set(PROFILES);
const EVIDENCE: ReadonlySet<string> = new Set(['sample', 'phase', 'load', 'breakdown']);

export interface RecordedAnswer {
  name: string;
  label: Profile;
  also: Profile[];
  /** with all that is known of the load, with its times only, and without */
  full: Profile;
  intervals: Profile;
  none: Profile;
  reason: string;
}

interface Label {
  name: string;
  label: Profile;
  also: Profile[];
}

/** A recorded run with its label, as a detector is given it. */
export interface Recorded extends Label {
  evidence: Evidence[];
  options: DetectorOptions;
}

/** The recorded runs of a folder; none where there is no list of labels. */
export function readRecorded(folder: string): Recorded[] {
  const file = join(folder, 'labels.json');
  if (!existsSync(file)) return [];
  return labelsIn(JSON.parse(readFileSync(file, 'utf8'))).map((label) => {
    const lines = read(join(folder, `${label.name}.memprofile.gz`));
    return { ...label, evidence: lines.filter(isEvidence), options: optionsIn(lines) };
  });
}

/** The verdict on a run, with all that is known of it. */
export function verdictOn({ evidence, options }: Recorded): Verdict {
  const detector = createDetector(options);
  for (const item of evidence) detector.push(item);
  return detector.finish({ reason: 'completed' }).verdict;
}

/** What is said of a run. */
export function judgeRun(run: Recorded): RecordedAnswer {
  const { name, label, also, evidence } = run;
  const verdict = verdictOn(run);
  const series = seriesOf(evidence);
  const { t, y } = series;
  return {
    name,
    label,
    also,
    full: verdict.profile,
    intervals: classifySeries(series).profile,
    none: classifySeries({ t, y }).profile,
    reason: verdict.reasons[0]?.text ?? '',
  };
}

function isProfile(value: unknown): value is Profile {
  return typeof value === 'string' && PROFILE_SET.has(value);
}

function labelsIn(value: unknown): Label[] {
  if (!Array.isArray(value)) throw new Error('labels.json is not a list');
  return value.map((item: unknown) => {
    if (typeof item === 'object' && item !== null && 'name' in item && 'label' in item && 'also' in item) {
      const { name, label, also } = item;
      if (typeof name === 'string' && isProfile(label) && Array.isArray(also)) {
        return { name, label, also: also.filter(isProfile) };
      }
    }
    throw new Error(`labels.json: not a label: ${JSON.stringify(item)}`);
  });
}

function isEvidence(value: unknown): value is Evidence {
  return isRecord(value) && typeof value.kind === 'string' && EVIDENCE.has(value.kind);
}

/** What the header of a run tells a detector. */
function optionsIn(lines: readonly unknown[]): DetectorOptions {
  const header = lines.find((line): line is HeaderEvent => isRecord(line) && line.kind === 'header');
  return header === undefined ? {} : detectorOptions(header);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function read(path: string): unknown[] {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  return lines.map((line): unknown => JSON.parse(line));
}

function seriesOf(evidence: readonly Evidence[]): Series {
  const samples = evidence.filter((item) => item.kind === 'sample');
  const phases = evidence.filter((item) => item.kind === 'phase');
  const end = samples.at(-1)?.t ?? 0;
  const load = phases.flatMap((phase, i): [number, number][] =>
    phase.phase === 'burst' ? [[phase.t, phases[i + 1]?.t ?? end]] : [],
  );
  return { t: samples.map((s) => s.t), y: samples.map((s) => s.rss), load };
}
