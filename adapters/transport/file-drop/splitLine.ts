/** What may stand behind a backslash, and what it means. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['|', '|'],
  ['n', '\n'],
  ['r', '\r'],
]);

/** The columns of one line. */
export interface SplitLine {
  /** Unescaped, then trimmed; the line's column 1 is the first. */
  readonly columns: readonly string[];
  /** Whether a backslash stands before anything else than what it may; its column is then as it was written. */
  readonly isMisescaped: boolean;
}

/**
 * Splits one decoded line.
 *
 * @see docs/dialects/file-drop.md, 3
 */
export function splitLine(line: string): SplitLine {
  if (!line.includes('\\')) {
    return { columns: line.split('|').map((column) => column.trim()), isMisescaped: false };
  }
  const columns: string[] = [];
  let column = '';
  let isMisescaped = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === '|') {
      columns.push(column.trim());
      column = '';
      continue;
    }
    if (character !== '\\') {
      column += character;
      continue;
    }
    at += 1;
    const meant = ESCAPES.get(line.charAt(at));
    isMisescaped ||= meant === undefined;
    column += meant ?? `\\${line.charAt(at)}`;
  }
  columns.push(column.trim());
  return { columns, isMisescaped };
}
