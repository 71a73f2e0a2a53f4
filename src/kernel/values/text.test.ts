import { expect, it } from '@jest/globals';
import { isVisible } from './text.js';

it.each([
  ['nothing', ''],
  ['blanks', ' \t\n\u00a0\u3000'],
  ['zero width', '\u200b\u200c\u200d\ufeff\u2060'],
  ['directions', '\u202e\u200f\u2066'],
  ['a soft hyphen', '\u00ad'],
  ['fillers', '\u3164\u115f\u1160\uffa0'],
  ['selectors and tags', '\ufe0f\u{e0041}\u{e0100}'],
  ['marks without a letter', '\u0301\u20dd'],
  ['a control', '\u0000\u0007'],
  ['an empty Braille cell', '\u2800'],
])('%s shows nothing', (_what, text) => {
  expect(isVisible(text)).toBe(false);
});

it.each(['a', 'é', 'e\u0301', '株', '😀', '👩\u200d💻', '-', '\u200bx', 'نام'])('%j shows something', (text) => {
  expect(isVisible(text)).toBe(true);
});
