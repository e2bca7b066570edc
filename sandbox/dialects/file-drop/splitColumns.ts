const UNESCAPED: ReadonlyMap<string, string> = new Map([
  ['\\\\', '\\'],
  ['\\|', '|'],
  ['\\n', '\n'],
  ['\\r', '\r'],
]);

/** The columns of a line, unescaped and trimmed; `null` where a backslash stands before anything else. */
export function splitColumns(line: string): readonly string[] | null {
  const columns: string[] = [];
  let column = '';
  for (const token of line.match(/\\.?|[^\\]/gsu) ?? []) {
    const meant = token.startsWith('\\') ? UNESCAPED.get(token) : token;
    if (meant === undefined) return null;
    if (token === '|') {
      columns.push(column.trim());
      column = '';
    } else {
      column += meant;
    }
  }
  return [...columns, column.trim()];
}
