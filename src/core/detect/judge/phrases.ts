/** Parts of sentences. */

export const percent = (share: number) => `${Math.round(100 * share)} %`;
export const plural = (n: number, one: string) => (n === 1 ? `one ${one}` : `${n} ${one}s`);
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
