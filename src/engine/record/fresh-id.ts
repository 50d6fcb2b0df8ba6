/** An id for what begins at a moment: `2026-11-23T08-30-12-sample-service`, with a number where that is taken. */
export function freshId(of: string, at: Date, isTaken: (id: string) => boolean): string {
  const stem = `${at.toISOString().slice(0, 19).replaceAll(':', '-')}-${of.replace(/[^\w.-]+/g, '-')}`;
  for (let n = 1; ; n++) {
    const id = n === 1 ? stem : `${stem}-${n}`;
    if (!isTaken(id)) return id;
  }
}
