/** The only module that knows `@vscode/webview-ui-toolkit`: its successor goes in here. */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeLink,
} from '@vscode/webview-ui-toolkit';
import { type Child, fill, setAttributes } from './dom';

/** Makes the controls known to the page; once, before the first is made. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeLink());
}

export interface ButtonOptions {
  /** an icon button says its label to screen readers and as a tooltip */
  kind: 'primary' | 'secondary' | 'icon';
  label: string;
  onClick: () => void;
  attributes?: Readonly<Record<string, string>>;
}

export function button(
  { kind, label, onClick, attributes = {} }: ButtonOptions,
  ...children: Child[]
): HTMLElement {
  const element = document.createElement('vscode-button');
  const named = kind === 'icon' ? { 'aria-label': label, title: label } : {};
  setAttributes(element, { appearance: kind, ...named, ...attributes });
  fill(element, ...(children.length > 0 ? children : [label]));
  element.addEventListener('click', onClick);
  return element;
}

export function checkbox(label: string, checked: boolean, onChange: (checked: boolean) => void): HTMLElement {
  const element = document.createElement('vscode-checkbox');
  setAttributes(element, { checked });
  element.textContent = label;
  element.addEventListener('change', () => onChange('checked' in element && element.checked === true));
  return element;
}

/** A link that does something in the editor. */
export function link(label: string, onClick: () => void): HTMLElement {
  const element = document.createElement('vscode-link');
  element.setAttribute('href', '#');
  element.textContent = label;
  element.addEventListener('click', (event) => {
    event.preventDefault();
    onClick();
  });
  return element;
}
