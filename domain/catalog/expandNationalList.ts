import type { Coverage } from './Coverage.ts';
import { NATIONWIDE } from './coveredPlace.ts';
import type { NationalList } from './NationalList.ts';

/** What the rule needs to know of an item. */
interface ListedItem {
  readonly code: string;
  readonly category: string;
  /** Whether a published text confirms name and batch. */
  readonly verified: boolean;
}

/**
 * What a national list states of an item: nationwide, in both directions, from the last day of the batch's year. Where
 * no published text confirms that the list has the item, it is unconfirmed and grants nothing.
 *
 * @returns `null` for a batch without a year.
 */
export function expandNationalList(item: ListedItem, list: NationalList): Coverage | null {
  if (list.byEndOf === null) return null;
  return {
    statedBy: list.batch,
    basis: 'NATIONAL_LIST',
    itemCode: item.code,
    category: item.category,
    accepting: NATIONWIDE,
    owning: NATIONWIDE,
    startsOn: list.byEndOf.lastDay,
    endsOn: null,
    certainty: item.verified ? 'STATED' : 'UNCONFIRMED',
    verified: item.verified,
  };
}
