/** No response goes as deep; and what is made of a path takes time by its square. */
const MOST_STEPS = 250;

/** A path as an upstream gave it, with the planner's aliases turned back into what the client reads. */
export function renameAliases(
  path: readonly (string | number)[],
  aliases: ReadonlyMap<string, string>,
): (string | number)[] {
  const known = path.length > MOST_STEPS ? path.slice(0, MOST_STEPS) : path;
  return known.map((step) => (typeof step === 'string' ? (aliases.get(step) ?? step) : step));
}
