/** How exactly a cut knows places. */
export type PlacePrecision = 'NONE' | 'PROVINCE' | 'PLACE';

/**
 * Every delta is counted in several cuts of the same figures, by day and by month, so that a question reads few cells: the
 * whole country by item, pairs of provinces, and everything.
 */
export interface StatisticsCut {
  readonly name: 'NATION' | 'PROVINCES' | 'PROVINCE_ITEMS' | 'PLACES';
  readonly places: PlacePrecision;
  readonly hasItem: boolean;
  readonly hasChannel: boolean;
}

/** The fewest cells first. Department, mode and authority are in all. */
export const CUTS: readonly StatisticsCut[] = [
  { name: 'NATION', places: 'NONE', hasItem: true, hasChannel: true },
  { name: 'PROVINCES', places: 'PROVINCE', hasItem: false, hasChannel: false },
  { name: 'PROVINCE_ITEMS', places: 'PROVINCE', hasItem: true, hasChannel: false },
  { name: 'PLACES', places: 'PLACE', hasItem: true, hasChannel: true },
];

const PRECISION = { NONE: 0, PROVINCE: 1, PLACE: 2 } as const satisfies Record<PlacePrecision, number>;

/** What a question must be able to tell apart. */
export type CutNeeds = Omit<StatisticsCut, 'name'>;

/** The cut with the fewest cells that can answer. */
export function chooseCut(needs: CutNeeds): StatisticsCut {
  const found = CUTS.find(
    ({ places, hasItem, hasChannel }) =>
      PRECISION[places] >= PRECISION[needs.places] &&
      (hasItem || !needs.hasItem) &&
      (hasChannel || !needs.hasChannel),
  );
  if (found === undefined) throw new RangeError('no cut answers this');
  return found;
}

/** Name of a cut by day or by month, as the table has it. */
export const cutName = ({ name }: StatisticsCut, grain: 'DAY' | 'MONTH') => `${name}_${grain}` as const;
export type CutName = ReturnType<typeof cutName>;
