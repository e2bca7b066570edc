import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { CaseChannel } from '../../../domain/cases/caseChannel.ts';
import type { HandlingMode } from '../../../domain/catalog/handlingMode.ts';
import type { ProxyAuthority } from '../../../domain/catalog/proxyAuthority.ts';
import type { Department } from '../../../domain/department.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { Pause } from '../../../domain/working-days/countDueDate.ts';

/** What is counted of a case, each once at most. */
export type DeltaKind =
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'DECLINED'
  /** Closed as granted. */
  | 'COMPLETED'
  | 'REFUSED'
  | 'WITHDRAWN'
  | 'TERMINATED'
  /** The last day of its limit went by. */
  | 'OVERDUE';

/** By what cases are told apart; nothing of a person. */
export interface CountedCase {
  readonly item: string;
  readonly department: Department | null;
  readonly accepting: DivisionCode;
  readonly owning: DivisionCode;
  readonly mode: HandlingMode;
  readonly authority: ProxyAuthority | null;
  readonly channel: CaseChannel;
}

/** How long an office took to grant or refuse. */
export interface DeltaDuration {
  readonly acceptedOn: CalendarDate;
  /** Working days; `null` where no source named a limit. */
  readonly limitDays: number | null;
  readonly pauses: readonly Pause[];
}

/** 统计增量: one thing to be counted. It names no case, so it can be counted and forgotten, and never be traced back. */
export interface StatisticsDelta extends CountedCase {
  readonly kind: DeltaKind;
  /** In Beijing. */
  readonly day: CalendarDate;
  /** `null` for all that is no decision. */
  readonly duration: DeltaDuration | null;
}
