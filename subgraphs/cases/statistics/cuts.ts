/**
 * What a cell knows of places: nothing; one of both sides (a case between two provinces has a cell for each); or both. By
 * province, or as cases name them.
 */
export type PlacePrecision = 'NONE' | 'SIDE_PROVINCE' | 'SIDE_PLACE' | 'PAIR_PROVINCE' | 'PAIR_PLACE';

/** What cells tell apart, or what a question must tell apart. */
export interface CutNeeds {
  readonly places: PlacePrecision;
  readonly hasItem: boolean;
  readonly hasDepartment: boolean;
  /** And the authority. */
  readonly hasMode: boolean;
  readonly hasChannel: boolean;
}

/** Every delta is counted in all cuts, by day and by month, so that no question reads many cells. */
export interface StatisticsCut extends CutNeeds {
  readonly name:
    | 'TOTALS'
    | 'ITEMS'
    | 'NATION'
    | 'PROVINCE_TOTALS'
    | 'PROVINCE_ITEMS'
    | 'PLACE_TOTALS'
    | 'PLACE_ITEMS'
    | 'MATRIX'
    | 'PROVINCE_PAIRS'
    | 'PLACES';
}

const TOTALS = { hasItem: false, hasDepartment: true, hasMode: true, hasChannel: true };
const ITEMS = { hasItem: true, hasDepartment: true, hasMode: false, hasChannel: false };
const ALL = { hasItem: true, hasDepartment: true, hasMode: true, hasChannel: true };
const NOTHING = { hasItem: false, hasDepartment: false, hasMode: false, hasChannel: false };

/** The fewest cells first. */
export const CUTS: readonly StatisticsCut[] = [
  { name: 'TOTALS', places: 'NONE', ...TOTALS },
  { name: 'ITEMS', places: 'NONE', ...ITEMS },
  { name: 'NATION', places: 'NONE', ...ALL },
  { name: 'PROVINCE_TOTALS', places: 'SIDE_PROVINCE', ...TOTALS },
  { name: 'PROVINCE_ITEMS', places: 'SIDE_PROVINCE', ...ITEMS },
  { name: 'PLACE_TOTALS', places: 'SIDE_PLACE', ...TOTALS },
  { name: 'PLACE_ITEMS', places: 'SIDE_PLACE', ...ITEMS },
  { name: 'MATRIX', places: 'PAIR_PROVINCE', ...NOTHING },
  { name: 'PROVINCE_PAIRS', places: 'PAIR_PROVINCE', ...ITEMS },
  { name: 'PLACES', places: 'PAIR_PLACE', ...ALL },
];

/** Cells of sides never answer what is about no place: there is more than one of a case. */
const SERVED_BY = {
  NONE: ['NONE', 'PAIR_PROVINCE', 'PAIR_PLACE'],
  SIDE_PROVINCE: ['SIDE_PROVINCE', 'SIDE_PLACE', 'PAIR_PROVINCE', 'PAIR_PLACE'],
  SIDE_PLACE: ['SIDE_PLACE', 'PAIR_PLACE'],
  PAIR_PROVINCE: ['PAIR_PROVINCE', 'PAIR_PLACE'],
  PAIR_PLACE: ['PAIR_PLACE'],
} as const satisfies Record<PlacePrecision, readonly PlacePrecision[]>;

/** The cut with the fewest cells that can answer. */
export function chooseCut(needs: CutNeeds): StatisticsCut {
  const precisions: readonly PlacePrecision[] = SERVED_BY[needs.places];
  const found = CUTS.find(
    (cut) =>
      precisions.includes(cut.places) &&
      (cut.hasItem || !needs.hasItem) &&
      (cut.hasDepartment || !needs.hasDepartment) &&
      (cut.hasMode || !needs.hasMode) &&
      (cut.hasChannel || !needs.hasChannel),
  );
  if (found === undefined) throw new RangeError('no cut answers this');
  return found;
}

/** Name of a cut by day or by month, as the table has it. */
export const cutName = ({ name }: StatisticsCut, grain: 'DAY' | 'MONTH') => `${name}_${grain}` as const;
export type CutName = ReturnType<typeof cutName>;
