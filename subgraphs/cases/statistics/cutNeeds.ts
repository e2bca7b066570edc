import { provinceOf } from '../../../domain/divisionCode.ts';
import type { CutNeeds, PlacePrecision } from './cuts.ts';
import type { StatisticsQuestion } from './StatisticsQuestion.ts';

/** What a question must be able to tell apart. */
export function cutNeeds(question: StatisticsQuestion): CutNeeds {
  const { item, department, mode, authority, channel, groupBy } = question;
  return {
    places: placesOf(question),
    hasItem: item !== null || groupBy.has('ITEM'),
    hasDepartment: department !== null || groupBy.has('DEPARTMENT'),
    hasMode: mode !== null || authority !== null || groupBy.has('MODE'),
    hasChannel: channel !== null || groupBy.has('CHANNEL'),
  };
}

function placesOf(question: StatisticsQuestion): PlacePrecision {
  const { periods, division, accepting, owning, groupBy } = question;
  const pairs = periods.flatMap((period) => period.pairs ?? []);
  const named = [
    ...pairs.flatMap((pair) => [...pair.accepting, ...(pair.owning ?? [])]),
    ...[division, accepting, owning].filter((place) => place !== null),
  ];
  const isExact =
    groupBy.has('ACCEPTING_DIVISION') ||
    groupBy.has('OWNING_DIVISION') ||
    named.some((place) => place !== provinceOf(place));
  const byAccepting =
    accepting !== null || groupBy.has('ACCEPTING_PROVINCE') || groupBy.has('ACCEPTING_DIVISION');
  const byOwning = owning !== null || groupBy.has('OWNING_PROVINCE') || groupBy.has('OWNING_DIVISION');
  const conditions = [division !== null, byAccepting, byOwning].filter(Boolean).length;
  if (pairs.length > 0 || conditions > 1) return isExact ? 'PAIR_PLACE' : 'PAIR_PROVINCE';
  if (conditions === 0) return 'NONE';
  return isExact ? 'SIDE_PLACE' : 'SIDE_PROVINCE';
}
