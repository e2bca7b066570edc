type Cell = string | number;

/** Rows as lines of equal columns; words to the left, numbers to the right. Every row has the keys of the first. */
export function renderTable(rows: readonly Readonly<Record<string, Cell>>[]): string {
  const [first = {}] = rows;
  const columns = Object.keys(first).map((name) => ({
    name,
    isNumber: typeof first[name] === 'number',
    width: Math.max(name.length, ...rows.map((row) => String(row[name] ?? '').length)),
  }));
  const line = (cellOf: (name: string) => Cell) =>
    columns
      .map(({ name, isNumber, width }) => {
        const text = String(cellOf(name));
        return isNumber ? text.padStart(width) : text.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line((name) => name), ...rows.map((row) => line((name) => row[name] ?? ''))].join('\n');
}
