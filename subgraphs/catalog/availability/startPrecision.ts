import type { DatePrecision } from '../../../domain/catalog/statedDate.ts';
import type { CoverageGrant } from './CoverageGrant.ts';

/** How exactly the source gives the day on which a grant begins: that of the alliance, or of the member that joined last. */
export function startPrecision({ alliance, nationalList, startsOn }: CoverageGrant): DatePrecision {
  const stated = [
    nationalList?.byEndOf,
    alliance?.startsOn,
    ...(alliance?.members ?? []).map(({ from }) => from),
  ];
  const found = stated.find((date) => date?.firstDay === startsOn || date?.lastDay === startsOn);
  return found?.precision ?? 'DAY';
}
