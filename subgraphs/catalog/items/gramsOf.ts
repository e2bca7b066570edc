/**
 * Every character and every two neighbouring characters of a text, each once: what an index over Chinese text is made
 * of, where two characters are a word already and nothing stands between words.
 *
 * @param text - folded; no gram reaches over the end of a line.
 */
export function gramsOf(text: string): readonly string[] {
  const grams = new Set<string>();
  for (const line of text.split('\n')) {
    const characters = [...line];
    for (const [index, character] of characters.entries()) {
      grams.add(character);
      const next = characters[index + 1];
      if (next !== undefined) grams.add(character + next);
    }
  }
  return [...grams];
}
