import type { HouseholdRelation } from '../../domain/public-security/householdRelation.ts';

/** A member of a household before the name is masked. */
export interface HouseholdMemberSource {
  readonly name: string;
  readonly relationToHead: HouseholdRelation;
}
