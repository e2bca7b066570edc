/**
 * Rows in pages, so that no more than one of them is in memory.
 *
 * @param read - the rows that come after one, at most `size`.
 */
export async function* pagesOf<Row>(
  size: number,
  read: (last: Row | null) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let last: Row | null = null;
  for (;;) {
    const rows: readonly Row[] = await read(last);
    yield rows;
    last = rows.at(-1) ?? null;
    if (rows.length < size) return;
  }
}
