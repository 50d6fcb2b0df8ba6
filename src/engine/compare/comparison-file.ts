/** Appends the events of a comparison to its `.memcompare` as they happen. */
import { appendFileSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type ComparisonEvent, encodeComparisonEvent } from '../../core/compare/event';
import { UserError } from '../../core/errors';
import { systemWords } from '../../core/system-words';
import { freshId } from '../record/fresh-id';
import { portablePath } from '../record/portable-path';
import { RunFolder } from '../record/run-folder';

export const COMPARISON_EXTENSION = '.memcompare';

export class ComparisonFile {
  readonly id: string;
  readonly file: string;

  /** `root`: folder that holds `.stairstep/`; `of`: the service, or what else it is named after */
  constructor(root: string, of: string, startedAt: Date) {
    const runs = new RunFolder(root);
    const folder = path.join(runs.home, 'comparisons');
    runs.prepare(folder);
    const file = (id: string) => path.join(folder, id + COMPARISON_EXTENSION);
    this.id = freshId(of, startedAt, (id) => existsSync(file(id)));
    this.file = file(this.id);
  }

  /** Errors: {@link UserError} `environment`, e.g. where the disk is full. */
  append(event: ComparisonEvent): void {
    try {
      appendFileSync(this.file, encodeComparisonEvent(event));
    } catch (cause) {
      const isFirst = event.kind === 'comparison';
      // without its header it is no comparison
      if (isFirst) rmSync(this.file, { force: true });
      throw new UserError(
        'environment',
        `The comparison cannot be written to ${this.file}: ${systemWords(cause)}.`,
        `Free some space or make the folder writable.${isFirst ? '' : ' What was measured until now stands.'}`,
        { cause },
      );
    }
  }

  /** A file of a run as the comparison names it: relative, so that both can travel. */
  relative(file: string): string {
    return portablePath(path.dirname(this.file), file);
  }
}
