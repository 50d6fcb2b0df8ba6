import type { Disposable } from 'vscode';

/** Things that end together. Safe to use after its end: what comes late is ended at once. */
export class Disposables implements Disposable {
  private readonly held = new Set<Disposable>();
  private over = false;

  /** Returns what it is given. */
  add<T extends Disposable>(item: T): T {
    if (this.over) item.dispose();
    else this.held.add(item);
    return item;
  }

  /** Newest first; one that throws does not keep the others. */
  dispose(): void {
    this.over = true;
    const failures: unknown[] = [];
    for (const item of [...this.held].reverse()) {
      this.held.delete(item);
      try {
        item.dispose();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some parts did not end.');
  }
}
