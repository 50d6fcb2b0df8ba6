/** The series of a file whose samples come mixed, in the order in which the first of each comes. */
import { FoundSeries } from './found';
import type { Unit } from './sizes';

export class SeriesByName {
  private readonly byName = new Map<string, FoundSeries>();

  /** The one of a name; `unitOf` is asked where it is new. */
  of(name: string, unitOf: (name: string) => Unit | undefined): FoundSeries {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const found = new FoundSeries(name, unitOf(name));
    this.byName.set(name, found);
    return found;
  }

  all(): FoundSeries[] {
    return [...this.byName.values()];
  }
}
