import { readComparison } from '../../core/compare/fold';

/** A recording: of which trial, and its file relative to the folder of the comparison. */
export interface TrialFile {
  /** id of its trial */
  trial: string;
  file: string;
}

export interface ComparedRun extends TrialFile {
  /** as the table names the trial */
  label: string;
  /** counts from 1 */
  repeat: number;
  /** recordings that there are of its trial */
  repeats: number;
}

/** A comparison as its host needs it: the page folds the rest. */
export interface ComparedFiles {
  service: string;
  /** Cargo.toml of the service, relative to the folder that holds `.stairstep/` */
  manifest?: string;
  /** the recordings of each measured trial, the reference first; then the one that is being made */
  runs: ComparedRun[];
}

/** From the text of a `.memcompare`; `recording` is being made. Errors: {@link UserError} `file-unreadable`. */
export function readComparedFiles(log: string, recording?: TrialFile): ComparedFiles {
  const { header, trials } = readComparison(log);
  const { name, manifest } = header.service;
  const runs: ComparedRun[] = [];
  const now: ComparedRun[] = [];
  for (const { trial, measures } of trials.values()) {
    const { id, label } = trial;
    const measured = measures.flatMap(({ file }) => file ?? []);
    // measured already where its end is in the log and has not been told yet
    const goesOn = recording?.trial === id && !measured.includes(recording.file) ? [recording.file] : [];
    const repeats = measured.length + goesOn.length;
    runs.push(...measured.map((file, i) => ({ trial: id, label, repeat: i + 1, repeats, file })));
    now.push(...goesOn.map((file) => ({ trial: id, label, repeat: repeats, repeats, file })));
  }
  return { service: name, runs: [...runs, ...now], ...(manifest !== undefined && { manifest }) };
}
