/** However often something changes, it is drawn once a frame. */
export class Frames {
  private waiting = 0;

  constructor(private readonly draw: () => void) {}

  request(): void {
    if (this.waiting !== 0) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.draw();
    });
  }

  cancel(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
  }
}
