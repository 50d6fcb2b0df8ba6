/** How the lines of a comparison look. */

/** Told apart in both schemes and with the common colour deficiencies (Okabe and Ito); dashes tell them apart without colour. */
export const COMPARE_STYLE = `
.stairstep .run { fill: none; stroke-width: 1.75; stroke-linejoin: round; }
.stairstep .run-label { font-weight: 600; }
.stairstep .lead { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 1 3; }
.stairstep .r0 { stroke: #0072b2; } .stairstep .r1 { stroke: #d55e00; } .stairstep .r2 { stroke: #009e73; }
.stairstep .r3 { stroke: #cc79a7; } .stairstep .r4 { stroke: #b8860b; } .stairstep .r5 { stroke: #56b4e9; }
.stairstep .r6 { stroke: #7f7f7f; } .stairstep .r7 { stroke: #8a5fbf; }
.stairstep text.run-label { stroke: none; }
`;
const COLOURS = 8;
const DASHES = ['', '6 3', '2 3', '8 3 2 3'];

/** The attributes of the line with that number, from 0. */
export function lookOf(index: number): string {
  // after the last colour they begin again, each with another dash
  const dashes = DASHES[(Math.floor(index / 2) + Math.floor(index / COLOURS)) % DASHES.length];
  return `class="run r${index % COLOURS}"${dashes ? ` stroke-dasharray="${dashes}"` : ''}`;
}
