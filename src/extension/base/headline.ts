import { stripVTControlCharacters } from 'node:util';

/** A message of several lines as one that a notification has room for: its first line, and what that announces. */
export function headline(message: string): string {
  const [first = '', ...rest] = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [second] = rest;
  return first.endsWith(':') && second !== undefined ? sentence(`${first} ${second}`) : first;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
