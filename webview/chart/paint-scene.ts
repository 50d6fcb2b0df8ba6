/** Paints all that a chart shows, in layers. */
import { paintAxes } from './paint-axes';
import { paintLine } from './paint-line';
import type { Scene } from './scene';

/** `since`: seconds; only what is later is painted, as far as that spares work. */
export function paintScene(context: CanvasRenderingContext2D, scene: Scene, since: number): void {
  const { geometry, theme } = scene;
  const { left, right, top, bottom } = geometry;
  const window = { from: Math.max(scene.from, since), to: scene.to };
  context.save();
  paintAxes(context, scene, geometry, since > scene.from ? geometry.x(since) : 0, theme);
  scene.backdrop(context, geometry);
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  for (const line of scene.lines) {
    const axis = line.side === 'right' ? scene.right : scene.left;
    paintLine(context, line, window, geometry, axis?.to ?? 1);
  }
  scene.foreground(context, geometry);
  context.restore();
}
