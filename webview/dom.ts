/** The few ways in which the page makes elements; text only ever becomes text. */
import { keptTogether } from '../src/report/words';

export type Child = Node | string | undefined;

/** An element with attributes and children; an attribute that is undefined or false is left out. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  setAttributes(element, attributes);
  fill(element, ...children);
  return element;
}

export function setAttributes(
  element: Element,
  attributes: Readonly<Record<string, string | boolean | undefined>>,
): void {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) element.removeAttribute(key);
    else element.setAttribute(key, value === true ? '' : value);
  }
}

/** Puts these children in place of the old ones. */
export function fill(element: Element, ...children: readonly Child[]): void {
  // what is there to be copied into a terminal stays as it is
  const isCode = element.tagName === 'PRE' || element.tagName === 'CODE';
  const shown = children.filter((child) => child !== undefined);
  element.replaceChildren(
    ...shown.map((child) => (typeof child === 'string' && !isCode ? keptTogether(child) : child)),
  );
}

/** Changes the text only where it differs, so that a screen reader is not told twice. */
export function setText(element: Element, text: string): void {
  const shown = keptTogether(text);
  if (element.textContent !== shown) element.textContent = shown;
}

/** Text in which `such` words are set as code. */
export function prose(text: string): Child[] {
  return text.split(/`([^`]+)`/).map((part, i) => (i % 2 === 1 ? el('code', {}, part) : part));
}
