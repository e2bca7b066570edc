const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['|', '\\|'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

/** One line: columns separated by `|`, with what means something else escaped. */
export const joinColumns = (columns: readonly string[]): string =>
  columns
    .map((column) => column.replace(/[\\|\n\r]/g, (character) => ESCAPED.get(character) ?? character))
    .join('|');
