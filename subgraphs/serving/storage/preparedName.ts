const MARK = /^\s*-- prepared: ([a-z-]+)\n/;

/**
 * Under what name each connection keeps a statement parsed and planned: that of its first line, `-- prepared: <name>`;
 * `null` without one. Only for a text that is always the same, asked for often, and whose best plan does not depend on its
 * values.
 */
export const preparedName = (text: string): string | null => MARK.exec(text)?.[1] ?? null;
