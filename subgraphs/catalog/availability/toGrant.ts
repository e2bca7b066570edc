import type { Coverage } from '../../../domain/catalog/Coverage.ts';
import type { Snapshot } from '../versions/Snapshot.ts';
import type { CoverageGrant } from './CoverageGrant.ts';

/** A statement with the agreement or the list that it comes from. */
export function toGrant({ alliances, nationalLists }: Snapshot, coverage: Coverage): CoverageGrant {
  const isOfList = coverage.basis === 'NATIONAL_LIST';
  return {
    ...coverage,
    alliance: isOfList ? null : (alliances.get(coverage.statedBy) ?? null),
    nationalList: isOfList ? (nationalLists.get(coverage.statedBy) ?? null) : null,
  };
}
