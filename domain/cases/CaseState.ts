import type { DeliveryKind, EndingOutcome, ProcedureVersion, RatingGrade } from './CaseEvent.ts';
import type { CaseOutcome } from './caseOutcome.ts';
import type { ConsentStatus } from './consentStatus.ts';
import type { StepProgress } from './StepProgress.ts';

/** 中止: the clock of the time limit stands still; `to` is `null` while it does. Epoch ms. */
export interface ClockPause {
  readonly from: number;
  readonly to: number | null;
}

/** Why the clock stands still. */
export type Halt = 'SUPPLEMENT' | 'SPECIAL_PROCEDURE';

/** 业务协查: what an office was asked about the case and has not answered yet. */
export interface OpenInquiry {
  readonly inquiry: string;
  /** Whether nothing new is begun before the answer. */
  readonly waits: boolean;
}

/** 整改 after a bad rating. Epoch ms. */
export interface Correction {
  readonly openedAt: number;
  readonly answeredAt: number | null;
}

/** Handed in; others who take part are asked first, and no place knows of it. */
export interface ConsentingCase {
  readonly phase: 'CONSENTING';
  readonly submittedAt: number;
  readonly procedure: ProcedureVersion;
  /** By seat. */
  readonly consents: Readonly<Record<number, ConsentStatus>>;
}

/** Handed in, not accepted yet. */
export interface SubmittedCase {
  readonly phase: 'SUBMITTED';
  readonly submittedAt: number;
  readonly procedure: ProcedureVersion;
  readonly halt: Halt | null;
  /** What is missing is told once. */
  readonly supplementRequested: boolean;
  readonly inquiries: readonly OpenInquiry[];
}

export interface DeclinedCase {
  readonly phase: 'DECLINED';
  readonly submittedAt: number;
  readonly declinedAt: number;
  readonly procedure: ProcedureVersion;
  readonly inquiries: readonly OpenInquiry[];
}

export interface OpenCase {
  readonly phase: 'OPEN';
  readonly submittedAt: number;
  readonly acceptedAt: number;
  readonly procedure: ProcedureVersion;
  readonly halt: Halt | null;
  readonly supplementRequested: boolean;
  readonly pauses: readonly ClockPause[];
  /** By key of the step, `undo:<key>` for compensations. */
  readonly steps: Readonly<Record<string, StepProgress>>;
  /** Set: nothing new is begun, what was done is taken back, then the case is closed so. */
  readonly ending: EndingOutcome | null;
  readonly inquiries: readonly OpenInquiry[];
}

export interface ClosedCase {
  readonly phase: 'CLOSED';
  readonly submittedAt: number;
  /** `null` for one that was withdrawn before it was accepted. */
  readonly acceptedAt: number | null;
  readonly closedAt: number;
  /** It ended before all who were invited had consented. */
  readonly lackedConsent: boolean;
  readonly outcome: CaseOutcome;
  readonly procedure: ProcedureVersion;
  readonly pauses: readonly ClockPause[];
  readonly steps: Readonly<Record<string, StepProgress>>;
  readonly delivery: { readonly by: DeliveryKind; readonly at: number } | null;
  readonly rating: { readonly grade: RatingGrade; readonly at: number } | null;
  /** Steps of which a system said something else after the case had gone on; a person must look. */
  readonly contradicted: readonly string[];
  readonly inquiries: readonly OpenInquiry[];
  readonly correction: Correction | null;
}

/** Where a case stands; what is true in a phase stands in it and nowhere else. Plain JSON, so that it can be stored. */
export type CaseState = ConsentingCase | SubmittedCase | DeclinedCase | OpenCase | ClosedCase;
