/** A text, with the colon after it where it is a name; or a bracket. */
const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/gs;

/**
 * Which name an object gives twice: `JSON.parse` says nothing of it, and takes what stands there last.
 *
 * @param json - a JSON object; what is inside of its members is not looked at.
 */
export function repeatedMember(json: string): string | null {
  const seen = new Set<string>();
  let depth = 0;
  for (const [token, text, colon] of json.matchAll(TOKEN)) {
    if (text === undefined) depth += token === '{' || token === '[' ? 1 : -1;
    else if (depth === 1 && colon !== undefined) {
      const name = String(JSON.parse(text));
      if (seen.has(name)) return name;
      seen.add(name);
    }
  }
  return null;
}
