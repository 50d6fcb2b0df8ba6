/** The place in time that is being read: by the mouse, or by keys for those who use none. */
import type { TimeView } from './time-view';

export class Cursor {
  private at: number | undefined;
  private readonly listeners = new Set<(byKey: boolean) => void>();

  get t(): number | undefined {
    return this.at;
  }

  /** `byKey`: whether it was moved by keys, and so should be read out. */
  onMove(listener: (byKey: boolean) => void): void {
    this.listeners.add(listener);
  }

  move(t: number | undefined, byKey: boolean): void {
    this.at = t;
    for (const listener of this.listeners) listener(byKey);
  }
}

export interface KeyTarget {
  view: TimeView;
  cursor: Cursor;
  /** where steps begin and end to rise, seconds, in order */
  steps(): readonly { id: number; at: number }[];
  /** the time of the nearest sample in that direction, `count` samples away at least */
  sample(t: number, direction: -1 | 1): number;
  openStep(id: number): void;
}

const SMALL = 1 / 200;
const LARGE = 1 / 20;
const ZOOM = 1.5;

/** Does what a key asks for; false where it means nothing here. */
export function handleKey(event: KeyboardEvent, target: KeyTarget): boolean {
  const { view, cursor } = target;
  if (event.ctrlKey || event.metaKey) return false;
  const here = cursor.t ?? (event.key === 'ArrowLeft' ? view.to : view.from);
  const to = (t: number) => {
    const inside = Math.min(view.end, Math.max(0, t));
    view.reveal(inside);
    cursor.move(inside, true);
  };
  const jump = (direction: -1 | 1) => {
    const steps = target.steps();
    const found =
      direction > 0 ? steps.find(({ at }) => at > here + 1e-6) : steps.findLast(({ at }) => at < here - 1e-6);
    if (!found) return;
    to(found.at);
    target.openStep(found.id);
  };
  const walk = (direction: -1 | 1) => {
    if (event.altKey) jump(direction);
    else {
      const stride = (view.to - view.from) * (event.shiftKey ? LARGE : SMALL);
      const next = target.sample(here, direction);
      const far = here + direction * stride;
      to(direction > 0 ? Math.max(next, far) : Math.min(next, far));
    }
  };
  switch (event.key) {
    case 'ArrowLeft':
      walk(-1);
      return true;
    case 'ArrowRight':
      walk(1);
      return true;
    case 'n':
      jump(1);
      return true;
    case 'p':
      jump(-1);
      return true;
    case 'Home':
      to(0);
      return true;
    case 'End':
      to(view.end);
      return true;
    case '+':
    case '=':
      view.zoom(ZOOM, cursor.t);
      return true;
    case '-':
      view.zoom(1 / ZOOM, cursor.t);
      return true;
    case '0':
      view.showAll();
      return true;
    case 'Escape':
      view.showAll();
      cursor.move(undefined, true);
      return true;
    default:
      return false;
  }
}
