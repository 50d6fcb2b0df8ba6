/** Runs a job never twice at once. However many ask while it runs, it runs once more after, and sees the newest state. */
export class Coalesced {
  private current: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  /** `onError`: what to do with what the job throws; the next run is not kept from starting. */
  constructor(
    private readonly job: () => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Resolves once a run that began after this call has ended. */
  request(): Promise<void> {
    this.next ??= this.current.then(() => {
      this.next = undefined;
      this.current = this.job().catch(this.onError);
      return this.current;
    });
    return this.next;
  }
}
