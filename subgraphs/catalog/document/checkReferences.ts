import { DivisionIndex } from '../divisions/DivisionIndex.ts';
import type { AllianceRow } from './allianceRow.ts';
import type { CatalogueDocument } from './CatalogueDocument.ts';
import type { Complaints } from './Complaints.ts';
import type { SectionRow } from './SectionRow.ts';

/**
 * Checks what rows of a document say of each other: items, categories and divisions of alliances, items of statements,
 * divisions of figures, and batches of items.
 *
 * @param complaints - gets one for each fault.
 */
export function checkReferences(sections: CatalogueDocument['sections'], complaints: Complaints): void {
  const { items, nationalLists, alliances, policyStatements, referenceValues } = sections;
  const divisions = new DivisionIndex(sections.cities.map(({ row }) => row));
  const codes = new Set(items.map(({ key }) => key));
  const batches = new Set(nationalLists.map(({ key }) => key));
  const categories = new Set(items.map(({ row }) => row.category));
  const unknownDivision = (code: AllianceDivision) =>
    `${code} is neither of province level nor one of the cities`;

  for (const { row, place } of items) {
    const batch = `${row.list}/${row.batch}`;
    // A document without the section says nothing about when its batches begin.
    if (row.list !== null && batches.size > 0 && !batches.has(batch))
      complaints.add(place, 'batch', `${batch} is none of the nationalLists`);
  }
  for (const alliance of alliances) {
    const { place } = alliance;
    for (const code of itemsOf(alliance))
      if (!codes.has(code)) complaints.add(place, 'scope.items', `${code} is no item`);
    for (const name of scopesOf(alliance).flatMap((scope) => scope.categories ?? []))
      if (!categories.has(name)) complaints.add(place, 'scope.categories', `no item is of ${name}`);
    for (const [field, code] of divisionsOf(alliance))
      if (divisions.find(code) === null) complaints.add(place, field, unknownDivision(code));
  }
  for (const { row, place } of referenceValues) {
    if (row.division !== undefined && divisions.find(row.division) === null)
      complaints.add(place, 'division', unknownDivision(row.division));
  }
  for (const { row, place } of policyStatements)
    for (const code of row.items) if (!codes.has(code)) complaints.add(place, 'items', `${code} is no item`);
}

type Alliance = SectionRow<AllianceRow>;
type AllianceDivision = NonNullable<AllianceRow['members']>[number]['division'];

const scopesOf = ({ row }: Alliance) => [
  row.scope,
  ...(row.clauses ?? []).flatMap(({ scope }) => scope ?? []),
];

const itemsOf = (alliance: Alliance): readonly string[] =>
  scopesOf(alliance).flatMap(({ items }) => (items ?? []).flatMap(({ item, mayMean }) => item ?? mayMean));

const divisionsOf = ({ row }: Alliance): readonly (readonly [field: string, code: AllianceDivision])[] => [
  ...(row.members ?? []).map(({ division }) => ['members', division] as const),
  ...(row.clauses ?? []).flatMap(({ accepting, owning }) => [
    ...accepting.map((code) => ['clauses.accepting', code] as const),
    ...(owning === 'NATIONWIDE' ? [] : owning.map((code) => ['clauses.owning', code] as const)),
  ]),
];
