/** How wide a text is on a canvas, pixels. */
const measure = document.createElement('canvas').getContext('2d');
const known = new Map<string, number>();
const MOST_KNOWN = 500;

export function textWidth(text: string, font: string): number {
  const key = `${font}|${text}`;
  const width = known.get(key);
  if (width !== undefined) return width;
  if (known.size > MOST_KNOWN) known.clear();
  if (measure) measure.font = font;
  const measured = measure?.measureText(text).width ?? text.length * 7;
  known.set(key, measured);
  return measured;
}
