import { readComparison } from '../../core/compare/fold';
import { UserError } from '../../core/errors';

export interface ComparedRun {
  /** id of its trial */
  trial: string;
  /** as the table names the trial */
  label: string;
  /** counts from 1 */
  repeat: number;
  /** recordings that there are of its trial */
  repeats: number;
  /** relative to the folder of the comparison */
  file: string;
}

/** A comparison as its host needs it: the page folds the rest. */
export interface ComparedFiles {
  service: string;
  /** Cargo.toml of the service, relative to the folder that holds `.stairstep/` */
  manifest?: string;
  /** the recordings of each measured trial, the reference first */
  runs: ComparedRun[];
}

/** From the text of a `.memcompare`. Errors: {@link UserError} `file-unreadable`. */
export function readComparedFiles(log: string): ComparedFiles {
  const { header, trials } = readComparison(log);
  if (!header)
    throw new UserError('file-unreadable', 'The comparison is empty.', 'Run the comparison again.');
  const { name, manifest } = header.service;
  const runs = [...trials.values()].flatMap(({ trial: { id, label }, measures }) => {
    const files = measures.flatMap(({ file }) => file ?? []);
    return files.map((file, i) => ({ trial: id, label, repeat: i + 1, repeats: files.length, file }));
  });
  return { service: name, runs, ...(manifest !== undefined && { manifest }) };
}
