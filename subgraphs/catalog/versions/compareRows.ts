import type { CatalogueChange } from './CatalogueChange.ts';

type Content = Readonly<Record<string, unknown>>;

/**
 * The fields of a row that differ, those of the newer row first. A field that is left out is as one that is `null`.
 */
export function compareRows(before: Content, after: Content): CatalogueChange['fields'] {
  const fields = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...fields]
    .map((field) => ({ field, before: write(before[field]), after: write(after[field]) }))
    .filter((change) => change.before !== change.after);
}

function write(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
