import type { CaseChannel } from '../../../domain/cases/caseChannel.ts';
import type { HandlingMode } from '../../../domain/catalog/handlingMode.ts';
import type { ProxyAuthority } from '../../../domain/catalog/proxyAuthority.ts';
import type { Department } from '../../../domain/department.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { PlacePair } from './AllianceMembership.ts';
import type { DaySpan } from './splitSpan.ts';

/** By what figures may be told apart. */
export const STATISTICS_DIMENSIONS = [
  'ITEM',
  'DEPARTMENT',
  'ACCEPTING_PROVINCE',
  'ACCEPTING_DIVISION',
  'OWNING_PROVINCE',
  'OWNING_DIVISION',
  'MODE',
  'CHANNEL',
  'MONTH',
  'DAY',
] as const;
export type StatisticsDimension = (typeof STATISTICS_DIMENSIONS)[number];

/** What is asked; already checked. */
export interface StatisticsQuestion {
  /** Distinct days; `pairs` `null`: between any places. */
  readonly periods: ReadonlyArray<DaySpan & { readonly pairs: readonly PlacePair[] | null }>;
  readonly item: string | null;
  readonly department: Department | null;
  /** On either side. */
  readonly division: DivisionCode | null;
  readonly accepting: DivisionCode | null;
  readonly owning: DivisionCode | null;
  readonly mode: HandlingMode | null;
  readonly authority: ProxyAuthority | null;
  readonly channel: CaseChannel | null;
  readonly groupBy: ReadonlySet<StatisticsDimension>;
}
