/** How wide a text is on a canvas, pixels. */
const context = document.createElement('canvas').getContext('2d');
const USUAL_LETTER = 7;

export function textWidth(text: string, font: string): number {
  if (!context) return text.length * USUAL_LETTER;
  context.font = font;
  return context.measureText(text).width;
}
