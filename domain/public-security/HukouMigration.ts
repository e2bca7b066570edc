import type { CalendarDate } from '../calendarDate.ts';
import type { DivisionCode } from '../divisionCode.ts';
import type { MigrationGround } from './migrationGround.ts';

/** 户口迁移: one move of a hukou; a division the place writes in an unknown code is `null`. */
export interface HukouMigration {
  readonly origin: DivisionCode | null;
  readonly destination: DivisionCode | null;
  readonly migratedOn: CalendarDate | null;
  readonly ground: MigrationGround;
}
