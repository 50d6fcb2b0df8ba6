import { readComparison } from '../../core/compare/fold';
import { UserError } from '../../core/errors';

/** A comparison as its host needs it: the page folds the rest. */
export interface ComparedFiles {
  service: string;
  /** Cargo.toml of the service, relative to the folder that holds `.stairstep/` */
  manifest?: string;
  /** the first recording of each measured trial, in the order in which they were finished */
  runs: { name: string; file: string }[];
}

/** From the text of a `.memcompare`. Errors: {@link UserError} `file-unreadable`. */
export function readComparedFiles(log: string): ComparedFiles {
  const { header, trials } = readComparison(log);
  if (!header)
    throw new UserError('file-unreadable', 'This comparison is empty.', 'Compare the allocators again.');
  const { name, manifest } = header.service;
  const runs = [...trials.values()].flatMap(({ trial, measures }) => {
    const file = measures[0]?.file;
    return file === undefined ? [] : [{ name: trial.label, file }];
  });
  return { service: name, runs, ...(manifest !== undefined && { manifest }) };
}
