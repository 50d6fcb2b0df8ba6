/** A grid of cells that a line is drawn on: eight braille dots a cell, or one character where there is no UTF-8. */

const BRAILLE = 0x2800;
/** the bit of each dot of a braille cell, by row and column */
const BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

export class TerminalCanvas {
  /** dots to draw on; row 0 is at the top */
  readonly dotColumns: number;
  readonly dotRows: number;
  private readonly cells: Uint8Array;
  private readonly dotsAcross: number;
  private readonly dotsDown: number;

  constructor(
    readonly columns: number,
    readonly rows: number,
    private readonly unicode: boolean,
  ) {
    this.dotsAcross = unicode ? 2 : 1;
    this.dotsDown = unicode ? 4 : 1;
    this.dotColumns = columns * this.dotsAcross;
    this.dotRows = rows * this.dotsDown;
    this.cells = new Uint8Array(columns * rows);
  }

  /** Sets the dots of one column from `top` to `bottom`, both included. */
  stroke(column: number, top: number, bottom: number): void {
    for (let row = top; row <= bottom; row++) {
      const cell = Math.floor(row / this.dotsDown) * this.columns + Math.floor(column / this.dotsAcross);
      this.cells[cell] =
        (this.cells[cell] ?? 0) | (BITS[row % this.dotsDown]?.[column % this.dotsAcross] ?? 0);
    }
  }

  /** One row as text, a character a cell. */
  text(row: number): string[] {
    const cells = this.cells.subarray(row * this.columns, (row + 1) * this.columns);
    return Array.from(cells, (bits) => {
      if (bits === 0) return ' ';
      return this.unicode ? String.fromCodePoint(BRAILLE + bits) : '*';
    });
  }
}
