import { provinceOf } from '../../../domain/divisionCode.ts';
import type { CutNeeds, PlacePrecision } from './cuts.ts';
import type { StatisticsQuestion } from './StatisticsQuestion.ts';

/** What a question must be able to tell apart. */
export function cutNeeds(question: StatisticsQuestion): CutNeeds {
  const { item, channel, groupBy } = question;
  return {
    places: precisionOf(question),
    hasItem: item !== null || groupBy.has('ITEM'),
    hasChannel: channel !== null || groupBy.has('CHANNEL'),
  };
}

function precisionOf({ periods, division, accepting, owning, groupBy }: StatisticsQuestion): PlacePrecision {
  const members = periods.flatMap(({ pairs }) =>
    (pairs ?? []).flatMap((pair) => [...pair.accepting, ...(pair.owning ?? [])]),
  );
  const named = [...members, division, accepting, owning].filter((place) => place !== null);
  if (groupBy.has('ACCEPTING_DIVISION') || groupBy.has('OWNING_DIVISION')) return 'PLACE';
  if (named.some((place) => place !== provinceOf(place))) return 'PLACE';
  const isByPlace = named.length > 0 || groupBy.has('ACCEPTING_PROVINCE') || groupBy.has('OWNING_PROVINCE');
  return isByPlace ? 'PROVINCE' : 'NONE';
}
