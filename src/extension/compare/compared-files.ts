import { readComparison } from '../../core/compare/fold';
import { UserError } from '../../core/errors';

export interface ComparedRun {
  /** id of its trial */
  trial: string;
  /** as the table names it */
  name: string;
  /** relative to the folder of the comparison */
  file: string;
}

/** A comparison as its host needs it: the page folds the rest. */
export interface ComparedFiles {
  service: string;
  /** Cargo.toml of the service, relative to the folder that holds `.stairstep/` */
  manifest?: string;
  /** the first recording of each measured trial, the reference first */
  runs: ComparedRun[];
}

/** From the text of a `.memcompare`. Errors: {@link UserError} `file-unreadable`. */
export function readComparedFiles(log: string): ComparedFiles {
  const { header, trials } = readComparison(log);
  if (!header)
    throw new UserError('file-unreadable', 'The comparison is empty.', 'Run the comparison again.');
  const { name, manifest } = header.service;
  const runs = [...trials.values()].flatMap(({ trial, measures }) => {
    const file = measures[0]?.file;
    return file === undefined ? [] : [{ trial: trial.id, name: trial.label, file }];
  });
  return { service: name, runs, ...(manifest !== undefined && { manifest }) };
}
