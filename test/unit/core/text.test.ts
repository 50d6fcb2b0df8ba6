import { expect, it } from 'vitest';
import { plainText } from '../../../src/core/text';

it.each([
  { name: 'a line break', text: 'a\r\nb\u2028c', plain: 'a  b c' },
  { name: 'an escape of a terminal', text: '\u001b[31mred\u009b0m', plain: ' [31mred 0m' },
  { name: 'a change of direction', text: 'a\u061c\u200e\u202eb\u2066c\u2069', plain: 'abc' },
  { name: 'letters of any script', text: 'é 😀 日本 עברית', plain: 'é 😀 日本 עברית' },
])('text from outside cannot steer what shows it: $name', ({ text, plain }) => {
  expect(plainText(text)).toBe(plain);
});
