/** A button that copies something, and shows for a moment that it did. */
import { fill, setAttributes } from '../dom';
import { icon } from '../icons';
import { button } from '../toolkit';

/** Milliseconds. */
const SHOWN = 2000;

export function copyButton(label: string, done: string, copy: () => void): HTMLElement {
  let restoring: ReturnType<typeof setTimeout> | undefined;
  const face = (copied: boolean) => {
    fill(element, icon(copied ? 'done' : 'copy'));
    setAttributes(element, { 'data-copied': copied ? done : undefined });
  };
  const element = button(
    {
      kind: 'icon',
      label,
      onClick: () => {
        copy();
        face(true);
        clearTimeout(restoring);
        restoring = setTimeout(() => face(false), SHOWN);
      },
    },
    icon('copy'),
  );
  return element;
}
