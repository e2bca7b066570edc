import { TongbanError } from '../../../domain/TongbanError.ts';
import type { AllianceRow } from './allianceRow.ts';
import type { CatalogueDocument } from './CatalogueDocument.ts';
import type { SectionRow } from './SectionRow.ts';

/**
 * Checks what rows of a document say of each other: items and categories of alliances, items of
 * statements, and batches of items.
 *
 * @throws {TongbanError} BAD_USER_INPUT with one line naming file, row, field and reason of the first fault.
 */
export function checkReferences({
  alliances,
  items,
  nationalLists,
  policyStatements,
}: CatalogueDocument['sections']): void {
  const codes = new Set(items.map(({ key }) => key));
  const batches = new Set(nationalLists.map(({ key }) => key));
  for (const { row, place } of items) {
    const batch = `${row.list}/${row.batch}`;
    // A document without the section says nothing about when its batches begin.
    if (row.list !== null && batches.size > 0 && !batches.has(batch))
      refuse(place, 'batch', `${batch} is none of the nationalLists`);
  }
  const categories = new Set(items.map(({ row }) => row.category));
  for (const alliance of alliances) {
    const unknown = itemsOf(alliance).find((code) => !codes.has(code));
    if (unknown !== undefined) refuse(alliance.place, 'scope.items', `${unknown} is no item`);
    const strange = scopesOf(alliance)
      .flatMap((scope) => scope.categories ?? [])
      .find((name) => !categories.has(name));
    if (strange !== undefined) refuse(alliance.place, 'scope.categories', `no item is of ${strange}`);
  }
  for (const { row, place } of policyStatements) {
    const unknown = row.items.find((code) => !codes.has(code));
    if (unknown !== undefined) refuse(place, 'items', `${unknown} is no item`);
  }
}

const scopesOf = ({ row }: SectionRow<AllianceRow>) => [
  row.scope,
  ...(row.clauses ?? []).flatMap(({ scope }) => scope ?? []),
];

const itemsOf = (alliance: SectionRow<AllianceRow>): readonly string[] =>
  scopesOf(alliance).flatMap(({ items }) => (items ?? []).flatMap(({ item, mayMean }) => item ?? mayMean));

function refuse(place: string, field: string, reason: string): never {
  throw new TongbanError('BAD_USER_INPUT', `${place}, ${field}: ${reason}`);
}
