/** U+0000 to U+001F and U+007F, of which no value may have any. */
export const hasControlCharacter = (text: string): boolean =>
  Array.from(text).some((character) => character < ' ' || character === '\u007f');
