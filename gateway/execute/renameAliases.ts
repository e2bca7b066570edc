/** A path as an upstream gave it, with the planner's aliases turned back into what the client reads. */
export function renameAliases(
  path: readonly (string | number)[],
  aliases: ReadonlyMap<string, string>,
): (string | number)[] {
  return path.map((step) => (typeof step === 'string' ? (aliases.get(step) ?? step) : step));
}
