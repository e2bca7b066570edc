import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { SubjectRow } from './subjectRow.ts';

/** What one answer holds about one of the holders asked for. */
export interface HolderRows {
  readonly holder: HolderIdentity;
  /** Rows that carry the holder's number; their names are still to be checked. */
  readonly rows: readonly SubjectRow[];
  /** Whether the answer also had rows about somebody else: whose rows those should have been, nobody knows. */
  readonly hasStrangers: boolean;
}

/** Brings rows and holders together by number; the order is that of the holders. */
export function matchRows(
  rows: readonly SubjectRow[],
  holders: readonly HolderIdentity[],
): readonly HolderRows[] {
  const rowsOf = new Map<string, SubjectRow[]>(holders.map(({ kind, number }) => [keyOf(kind, number), []]));
  let hasStrangers = false;
  for (const row of rows) {
    const own = rowsOf.get(keyOfRow(row));
    if (own) own.push(row);
    else hasStrangers = true;
  }
  return holders.map((holder) => ({
    holder,
    rows: rowsOf.get(keyOf(holder.kind, holder.number)) ?? [],
    hasStrangers,
  }));
}

function keyOfRow({ gmsfhm, tyshxydm }: SubjectRow): string {
  return gmsfhm === null ? keyOf('LEGAL_PERSON', tyshxydm ?? '') : keyOf('NATURAL_PERSON', gmsfhm);
}

/** The kind belongs to it: a credit code of digits only could be somebody's citizen number. */
function keyOf(kind: HolderIdentity['kind'], number: string): string {
  // Some places write the check character `x` in lower case, or full-width.
  return `${kind} ${number.normalize('NFKC').trim().toUpperCase()}`;
}
