/** Ratios as people say them. */

const FRACTIONS: readonly [share: number, words: string][] = [
  [0.25, 'a quarter'],
  [1 / 3, 'a third'],
  [0.5, 'half'],
  [2 / 3, 'two thirds'],
  [0.75, 'three quarters'],
];
const CLOSE = 0.04;

/** 0.34 -> `a third`, 0.1 -> `10 %` */
export function fraction(share: number): string {
  const near = FRACTIONS.find(([known]) => Math.abs(share - known) <= CLOSE);
  return near ? near[1] : `${Math.round(share * 100)} %`;
}

/** 1.62 -> `1.6 x`, 12.3 -> `12 x` */
export function times(ratio: number): string {
  return `${ratio >= 9.95 ? Math.round(ratio) : Number(ratio.toFixed(ratio < 0.95 ? 2 : 1))} x`;
}

/** A change against a reference: 0.5 -> `-50 %`, 1.2 -> `+20 %` */
export function change(ratio: number): string {
  const percent = Math.round((ratio - 1) * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}
