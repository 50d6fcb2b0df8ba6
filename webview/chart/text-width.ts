/** How wide a text is on a canvas, pixels. */
const context = document.createElement('canvas').getContext('2d');
const USUAL_LETTER = 7;
/** Labels come again with every frame. */
const known = new Map<string, number>();
const MOST_KNOWN = 1000;

export function textWidth(text: string, font: string): number {
  if (!context) return text.length * USUAL_LETTER;
  const key = `${font}\n${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  context.font = font;
  const { width } = context.measureText(text);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, width);
  return width;
}
