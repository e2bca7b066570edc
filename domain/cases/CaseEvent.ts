import type { Department } from '../department.ts';
import type { DivisionCode } from '../divisionCode.ts';
import type { CaseOutcome } from './caseOutcome.ts';
import type { InvitedSeat } from './InvitedSeat.ts';
import type { Procedure } from './Procedure.ts';
import type { SpecialProcedureKind } from './specialProcedureKind.ts';

/** What a case runs by. */
export type ProcedureVersion = Pick<Procedure, 'id' | 'version'>;

/** How a case that is not granted ends, once what was done has been taken back. */
export type EndingOutcome = Exclude<CaseOutcome, 'GRANTED'>;

/** What a clerk says of a step that was parked. */
export type Resolution =
  /** It did happen. */
  | 'DONE'
  /** It did not happen and never will: the case ends, and what was done before is taken back. */
  | 'REFUSED'
  /** It is certain that it did not happen: ask again. */
  | 'RETRY';

/**
 * What happened to a case; together, in order, the whole truth about it. Nothing in an event is personal data: what
 * people wrote lies sealed beside it. `at`: epoch ms, our own clock. `step`: key of a step of the procedure, `undo:` before
 * it for its compensation.
 */
export type CaseEvent =
  | { readonly type: 'SUBMITTED'; readonly at: number; readonly procedure: ProcedureVersion }
  /** Others are to consent first, `until` when (epoch ms); it comes at once after `SUBMITTED`. */
  | {
      readonly type: 'CONSENT_ASKED';
      readonly at: number;
      readonly until: number;
      readonly seats: readonly InvitedSeat[];
    }
  | { readonly type: 'PARTY_JOINED'; readonly at: number; readonly seat: number }
  | { readonly type: 'CONSENT_GIVEN'; readonly at: number; readonly seat: number }
  | { readonly type: 'CONSENT_REFUSED'; readonly at: number; readonly seat: number }
  | { readonly type: 'CONSENT_LAPSED'; readonly at: number }
  | { readonly type: 'ACCEPTED'; readonly at: number }
  | { readonly type: 'DECLINED'; readonly at: number }
  | { readonly type: 'SUPPLEMENT_REQUESTED'; readonly at: number }
  | { readonly type: 'SUPPLEMENTED'; readonly at: number }
  | { readonly type: 'SPECIAL_PROCEDURE_BEGUN'; readonly at: number; readonly kind: SpecialProcedureKind }
  | { readonly type: 'SPECIAL_PROCEDURE_ENDED'; readonly at: number }
  | { readonly type: 'STEP_BEGUN'; readonly at: number; readonly step: string }
  | { readonly type: 'STEP_PENDING'; readonly at: number; readonly step: string }
  | { readonly type: 'STEP_UNKNOWN'; readonly at: number; readonly step: string }
  | {
      readonly type: 'STEP_DONE';
      readonly at: number;
      readonly step: string;
      readonly facts: Readonly<Record<string, string>>;
    }
  | { readonly type: 'STEP_REFUSED'; readonly at: number; readonly step: string; readonly code: string }
  | { readonly type: 'STEP_PARKED'; readonly at: number; readonly step: string; readonly code: string }
  | {
      readonly type: 'STEP_RESOLVED';
      readonly at: number;
      readonly step: string;
      readonly resolution: Resolution;
      /** Of what a clerk entered for the place that which conditions of later steps ask for; only with `DONE`. */
      readonly facts?: Readonly<Record<string, string>>;
    }
  /** The case ends before its system was asked: it counts as not begun. */
  | { readonly type: 'STEP_CANCELLED'; readonly at: number; readonly step: string }
  /** A system said of a step that is over something else than what the case went on with. */
  | { readonly type: 'STEP_CONTRADICTED'; readonly at: number; readonly step: string }
  | { readonly type: 'ENDING_BEGUN'; readonly at: number; readonly outcome: EndingOutcome }
  | { readonly type: 'CLOSED'; readonly at: number; readonly outcome: CaseOutcome }
  | { readonly type: 'DELIVERED'; readonly at: number; readonly by: DeliveryKind }
  | { readonly type: 'RATED'; readonly at: number; readonly grade: RatingGrade }
  /** 整改: it follows every bad rating by itself. */
  | { readonly type: 'CORRECTION_OPENED'; readonly at: number }
  | { readonly type: 'CORRECTION_ANSWERED'; readonly at: number }
  /** 业务协查: an office is asked something; `inquiry` is its id. */
  | {
      readonly type: 'INQUIRY_OPENED';
      readonly at: number;
      readonly inquiry: string;
      readonly division: DivisionCode;
      readonly department: Department;
      /** Whether nothing new is begun before the answer. */
      readonly waits: boolean;
    }
  | {
      readonly type: 'INQUIRY_ANSWERED';
      readonly at: number;
      readonly inquiry: string;
      readonly division: DivisionCode;
    }
  | {
      readonly type: 'INQUIRY_WITHDRAWN';
      readonly at: number;
      readonly inquiry: string;
      readonly division: DivisionCode;
    }
  | { readonly type: 'PROCEDURE_CHANGED'; readonly at: number; readonly procedure: ProcedureVersion };

/** 送达方式 */
export const DELIVERY_KINDS = ['POSTAL', 'PICKUP', 'ELECTRONIC'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** 好差评, from 1 (非常不满意) to 5 (非常满意); 1 and 2 open a correction. */
export type RatingGrade = 1 | 2 | 3 | 4 | 5;
