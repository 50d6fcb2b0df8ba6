/** Insertions made one after the other, each for the text as the earlier ones left it, as edits of the first text. */
import { applyEdits, type FileEdits, type TextEdit } from './edit';

export class Insertions {
  private readonly made: { start: number; text: string }[] = [];

  constructor(
    readonly path: string,
    private readonly before: string,
  ) {}

  /** the text as it is now */
  get text(): string {
    return applyEdits(this.before, this.edits);
  }

  /** Add an insertion, its offset one of the present text. */
  add(edit: TextEdit): void {
    if (edit.end !== edit.start) throw new RangeError('only insertions can be put together');
    let shift = 0;
    for (const [index, insertion] of this.made.entries()) {
      const start = insertion.start + shift;
      if (edit.start < start) {
        this.made.splice(index, 0, { start: edit.start - shift, text: edit.newText });
        return;
      }
      if (edit.start <= start + insertion.text.length) {
        const within = edit.start - start;
        insertion.text = insertion.text.slice(0, within) + edit.newText + insertion.text.slice(within);
        return;
      }
      shift += insertion.text.length;
    }
    this.made.push({ start: edit.start - shift, text: edit.newText });
  }

  get edits(): TextEdit[] {
    return this.made.map(({ start, text }) => ({ start, end: start, newText: text }));
  }

  get file(): FileEdits {
    return { path: this.path, before: this.before, edits: this.edits };
  }
}
