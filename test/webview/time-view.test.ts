import { describe, expect, it } from 'vitest';
import { TimeView } from '../../webview/chart/time-view';

describe('while a run grows', () => {
  it('there is room at the end, so that the axis stands still', () => {
    const view = new TimeView();
    const ends = new Set<number>();
    for (let t = 100; t < 200; t += 0.05) {
      view.extend(t, true);
      expect(view.to).toBeGreaterThan(t);
      expect(view.to).toBeLessThan(t * 1.15);
      ends.add(view.to);
    }
    expect(ends.size).toBeLessThan(16);
  });

  it('its end is what was recorded, and the room is gone when it is over', () => {
    const view = new TimeView();
    view.extend(101, true);
    expect(view.end).toBe(101);
    view.extend(101);
    expect(view.to).toBe(101);
  });

  it('a zoomed view stays where it is', () => {
    const view = new TimeView();
    view.extend(100, true);
    view.show(20, 40);
    view.extend(300, true);
    expect([view.from, view.to]).toEqual([20, 40]);
  });

  it('one that shows all goes on showing all', () => {
    const view = new TimeView();
    view.extend(100, true);
    view.show(20, 40);
    view.showAll();
    view.extend(300, true);
    expect(view.from).toBe(0);
    expect(view.to).toBeGreaterThan(300);
  });
});
