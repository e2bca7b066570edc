/**
 * What makes an item available between two places, from the most specific statement to the most general; where
 * several hold, the first of this order leads.
 */
export const COVERAGE_BASES = [
  'CITY_AGREEMENT',
  'CITY_SERVICE',
  'PILOT',
  'ALLIANCE',
  'NATIONAL_LIST',
] as const;
export type CoverageBasis = (typeof COVERAGE_BASES)[number];
