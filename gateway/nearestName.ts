/** As many letters may be wrong, missing or too many. */
const MOST_SLIPS = 2;

/** The name that was probably meant by one that there is not; `undefined` where none is near. */
export function nearestName(slip: string, known: readonly string[]): string | undefined {
  const written = slip.toLowerCase();
  const most = Math.min(MOST_SLIPS, Math.floor(written.length / 2));
  const [nearest] = known
    .map((name) => ({ name, slips: slipsBetween(written, name.toLowerCase()) }))
    .filter(({ slips }) => slips <= most)
    .toSorted((one, other) => one.slips - other.slips);
  return nearest?.name;
}

/** Letters to change, to add and to leave out, row by row of the table of all beginnings. */
function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (let index = 1; index <= other.length; index++) {
      const changed = (row[index - 1] ?? 0) + (other[index - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
