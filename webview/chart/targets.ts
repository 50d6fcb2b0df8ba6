/** What of a canvas can be clicked. */

/** Pixels between press and release that make it a drag. */
const DRAG = 4;

/** What a click at this place of the canvas, pixels, does; undefined where it does nothing. */
export type TargetAt = (place: { x: number; y: number }) => (() => void) | undefined;

/** Shows a hand over what can be clicked, and clicks it; the end of a drag is no click. */
export function clickTargets(canvas: HTMLCanvasElement, targetAt: TargetAt): void {
  let pressed = { clientX: 0, clientY: 0 };
  const target = ({ clientX, clientY }: MouseEvent) => {
    const { left, top } = canvas.getBoundingClientRect();
    return targetAt({ x: clientX - left, y: clientY - top });
  };
  canvas.addEventListener('pointerdown', (event) => {
    pressed = event;
  });
  canvas.addEventListener('pointermove', (event) => {
    canvas.style.cursor = event.buttons === 0 && target(event) ? 'pointer' : '';
  });
  canvas.addEventListener('click', (event) => {
    const moved = Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY);
    if (moved <= DRAG) target(event)?.();
  });
}
