/** The selection below `_entities`, on one line. */
export const selectionOf = (query: string) =>
  query
    .replace(/\s+/g, ' ')
    .replace(/^.*?_entities\(representations: \$representations\) \{ (.*) \} \}$/, '$1');
