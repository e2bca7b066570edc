/** The lists that a catalogue document may hold; each is read by the section of the same name. */
export const SECTION_NAMES = [
  'cities',
  'items',
  'nationalLists',
  'alliances',
  'provincialHolidays',
  'referenceValues',
  'policyStatements',
  'procedures',
  'forms',
] as const;

export type SectionName = (typeof SECTION_NAMES)[number];

const known: ReadonlySet<string> = new Set(SECTION_NAMES);

export function isSectionName(value: unknown): value is SectionName {
  return typeof value === 'string' && known.has(value);
}
