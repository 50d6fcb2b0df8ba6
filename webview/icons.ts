/** Icons as paths on a grid of 16, drawn in the colour of the text. */
import type { Profile } from '../src/core/run/verdict';

const PATHS = {
  'stair-step': 'M1.5 13.5h4v-4h4v-4h5',
  leak: 'M1.5 13.5l13-11M10 2.5h4.5V7',
  ragged: 'M1.5 12.5h1.5l2-9 2 9h2l2-8 2 8h1.5',
  flat: 'M1.5 9.5h4l1-1.5 2 2 1-.5h5',
  inconclusive: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8m0 2.2v.8',
  warning: 'M8 2l6.5 11.5h-13zM8 6.5v3.5m0 1.3v.8',
  info: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM8 7v4.5M8 4.3v.9',
  failed: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM5.5 5.5l5 5m0-5l-5 5',
  stop: 'M4 4h8v8H4z',
  run: 'M4.5 2.5v11l8.5-5.5z',
  'zoom-in': 'M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10zm3.6-1.4l3.9 3.9M7 5v4M5 7h4',
  'zoom-out': 'M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10zm3.6-1.4l3.9 3.9M5 7h4',
  'zoom-all': 'M5 3L1.5 8 5 13M11 3l3.5 5-3.5 5M1.5 8h13',
  save: 'M8 2v8m-3.5-3L8 10.5 11.5 7M2.5 11v2.5h11V11',
  done: 'M2.5 8.5l3.5 3.5 7.5-8',
  copy: 'M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z',
} as const;

export type IconName = keyof typeof PATHS | Profile;

const SVG = 'http://www.w3.org/2000/svg';

/** An icon that says nothing to a screen reader: the words beside it do. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of [
    ['viewBox', '0 0 16 16'],
    ['class', `icon icon-${name}`],
    ['aria-hidden', 'true'],
    ['focusable', 'false'],
  ] as const) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
