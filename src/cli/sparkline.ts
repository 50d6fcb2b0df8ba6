const BARS = [...'▁▂▃▄▅▆▇█'];
const MOST = 24;
/** seconds of a run in one bar, at first */
const FIRST_WIDTH = 1;

/** The whole run so far in a few bars, each as high as the highest sample in it. */
export class Sparkline {
  private highest: number[] = [];
  private width = FIRST_WIDTH;

  push(t: number, size: number): void {
    let bar = Math.floor(t / this.width);
    while (bar >= MOST) {
      this.halve();
      bar = Math.floor(t / this.width);
    }
    for (let i = this.highest.length; i <= bar; i++) this.highest.push(0);
    this.highest[bar] = Math.max(this.highest[bar] ?? 0, size);
  }

  text(): string {
    const top = Math.max(1, ...this.highest);
    return this.highest.map((size) => BARS[Math.round((size / top) * (BARS.length - 1))]).join('');
  }

  private halve(): void {
    this.width *= 2;
    const pairs = Math.ceil(this.highest.length / 2);
    this.highest = Array.from({ length: pairs }, (_, i) =>
      Math.max(this.highest[2 * i] ?? 0, this.highest[2 * i + 1] ?? 0),
    );
  }
}
