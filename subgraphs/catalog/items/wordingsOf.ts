import { COMMON_WORDS } from './commonWords.ts';

/** A text that is searched for, and the same in the words of the lists, each once; never more than a few. */
export function wordingsOf(text: string): readonly string[] {
  const wordings = COMMON_WORDS.filter(([common]) => text.includes(common)).flatMap(([common, listed]) =>
    listed.map((word) => text.replaceAll(common, word)),
  );
  return [...new Set([text, ...wordings])];
}
