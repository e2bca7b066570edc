type Row = Readonly<Record<string, unknown>>;

/**
 * A reference resolver over the rows of a test: the row whose `key` is that of the reference, with all that the
 * reference brought along for `@requires`; `null` when there is none.
 */
export const fromRows = (rows: readonly Row[], key = 'id') => ({
  __resolveReference: (reference: Row): Row | null => {
    const row = rows.find((candidate) => candidate[key] === reference[key]);
    return row === undefined ? null : { ...reference, ...row };
  },
});
