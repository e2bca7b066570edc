import { isOutsideGbk } from './isOutsideGbk.ts';
import { PRIVATE_USE_CHARACTERS } from './privateUseCharacters.ts';

const OWN_CODES = new Set(PRIVATE_USE_CHARACTERS.values());

/** Whether the name asked for is the one on file, as far as a system that works in GBK can tell. */
export function isSameName(asked: string, onFile: string): boolean {
  return folded(asked) === folded(onFile);
}

const folded = (name: string): string =>
  Array.from(name.trim(), (character) =>
    OWN_CODES.has(character) || isOutsideGbk(character) ? '?' : character,
  ).join('');
