import type { CalendarDate } from '../calendarDate.ts';
import type { DivisionCode } from '../divisionCode.ts';
import type { HukouMigration } from './HukouMigration.ts';
import type { HouseholdRelation } from './householdRelation.ts';

/** 户籍: household registration of one person; names are unmasked here and never leave the subgraph so. */
export interface HukouRecord {
  /** Epoch ms. */
  readonly asOf: number;
  readonly booklet: { readonly number: string; readonly kind: 'FAMILY' | 'COLLECTIVE' | 'UNKNOWN' };
  readonly address: string;
  readonly division: DivisionCode | null;
  readonly headName: string;
  readonly relationToHead: HouseholdRelation;
  readonly registeredOn: CalendarDate | null;
  /** The person and the head included, in the place's order. */
  readonly members: readonly { readonly name: string; readonly relationToHead: HouseholdRelation }[];
  /** The oldest first. */
  readonly migrationHistory: readonly HukouMigration[];
}
