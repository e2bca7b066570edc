import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { CaseState } from '../../../domain/cases/CaseState.ts';
import type { CaseChannel } from '../../../domain/cases/caseChannel.ts';
import type { CaseOutcome } from '../../../domain/cases/caseOutcome.ts';
import type { CaseStatus } from '../../../domain/cases/caseStatus.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { StepAction } from '../../../domain/cases/stepAction.ts';
import type { HandlingMode } from '../../../domain/catalog/handlingMode.ts';
import type { ProxyAuthority } from '../../../domain/catalog/proxyAuthority.ts';
import type { Department } from '../../../domain/department.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { FileRefusal } from '../../../domain/materials/fileRefusal.ts';
import type { MaterialType } from '../../../domain/materials/materialType.ts';
import type { Pause } from '../../../domain/working-days/countDueDate.ts';
import type { CellKey } from '../statistics/cellsOf.ts';
import type { Measure, Salt } from '../statistics/measures.ts';
import type { DeltaKind } from '../statistics/StatisticsDelta.ts';

/** The tables of the schema `cases`; the migrations say what each column is for. */
export interface CasesTables {
  readonly procedures: {
    readonly id: string;
    readonly version: number;
    readonly content: JSONColumnType<Procedure>;
  };
  readonly forms: {
    readonly form_id: Buffer;
    readonly schema: JSONColumnType<Readonly<Record<string, unknown>>>;
  };
  readonly cases: CaseRow;
  readonly parties: {
    readonly case_id: string;
    readonly position: number;
    readonly role: PartyRole;
    readonly holder_id: string;
  };
  readonly invitations: {
    readonly case_id: string;
    readonly seat: number;
    readonly role: PartyRole;
    readonly code_digest: Buffer;
    readonly until: Date;
  };
  readonly mandates: {
    readonly mandate_id: string;
    readonly principal: string;
    readonly agent: string | null;
    readonly items: string[];
    /** `YYYY-MM-DD`. */
    readonly valid_through: string;
    readonly code_digest: Buffer;
    readonly given_at: Date;
    readonly revoked_at: Date | null;
  };
  readonly mandate_uses: { readonly case_id: string; readonly mandate_id: string };
  readonly keys: { readonly case_id: string; readonly wrapped: Buffer | null };
  readonly contents: {
    readonly case_id: string;
    readonly name: string;
    readonly sequence: number;
    readonly sealed: Buffer;
    readonly digest: Buffer;
  };
  readonly events: {
    readonly case_id: string;
    readonly sequence: number;
    readonly type: string;
    readonly at: Date;
    readonly bytes: Buffer;
    readonly prev_hash: Buffer;
    readonly hash: Buffer;
    /** Of the transaction that wrote it. */
    readonly xid: ColumnType<string, never, never>;
  };
  readonly audit: {
    readonly audit_id: Generated<string>;
    readonly case_id: string;
    readonly sequence: number;
    readonly at: Date;
    readonly action: string;
    readonly actor_kind: 'CITIZEN' | 'CLERK' | 'SYSTEM';
    readonly actor_digest: Buffer | null;
    readonly office: DivisionCode | null;
    readonly portal: string | null;
    readonly request_id: string | null;
    readonly reason_digest: Buffer | null;
  };
  readonly reads: {
    readonly case_id: string;
    readonly actor_digest: Buffer;
    readonly office: DivisionCode;
    /** `YYYY-MM-DD`. */
    readonly day: string;
    readonly at: Date;
    readonly portal: string;
    readonly request_id: string;
  };
  readonly steps: StepRow;
  readonly places: {
    readonly subgraph: string;
    readonly division: DivisionCode;
    readonly ceiling: number;
    readonly failures: Generated<number>;
    readonly asked_again_at: Generated<Date>;
  };
  readonly strays: {
    readonly stray_id: Generated<string>;
    readonly subgraph: string;
    readonly jurisdiction: DivisionCode;
    readonly step_key: string;
    readonly outcome: string;
    readonly at: Generated<Date>;
  };
  readonly idempotency: {
    readonly scope: Buffer;
    readonly key: string;
    readonly request_digest: Buffer;
    readonly case_id: string;
    readonly at: Generated<Date>;
  };
  readonly inquiries: InquiryRow;
  readonly corrections: CorrectionRow;
  readonly drafts: {
    readonly draft_id: string;
    readonly holder_id: string;
    readonly version: number;
    readonly saved_at: Date;
    readonly expires_at: Date;
    readonly wrapped: Buffer;
    readonly sealed: Buffer;
  };
  readonly files: FileRow;
  readonly file_parts: {
    readonly part_id: string;
    readonly file_id: string;
    readonly position: number;
    readonly bytes: number;
    readonly kept: Generated<boolean>;
    readonly at: Generated<Date>;
  };
  readonly deltas: DeltaRow;
  readonly statistics: CellKey & Readonly<Record<Measure | Salt, Generated<number>>>;
  readonly rolled_up: { readonly singleton: Generated<boolean>; readonly as_of: Date };
}

interface InquiryRow {
  readonly inquiry_id: string;
  readonly case_id: string | null;
  readonly holder_id: string | null;
  readonly asking_division: DivisionCode;
  readonly asked_division: DivisionCode;
  readonly asked_department: Department;
  readonly waits: boolean;
  readonly limit_working_days: number | null;
  /** `YYYY-MM-DD`. */
  readonly due_on: string | null;
  readonly due_provisional: Generated<boolean>;
  readonly asked_at: Date;
  readonly answered_at: Date | null;
  readonly withdrawn_at: Date | null;
  readonly wrapped: Buffer | null;
  readonly question: Buffer;
  readonly answer: Buffer | null;
}

interface CorrectionRow {
  readonly case_id: string;
  readonly division: DivisionCode;
  readonly limit_working_days: number | null;
  /** `YYYY-MM-DD`. */
  readonly due_on: string | null;
  readonly due_provisional: Generated<boolean>;
  readonly opened_at: Date;
  readonly answered_at: Date | null;
}

interface FileRow {
  readonly file_id: string;
  readonly owner: Buffer;
  readonly type: MaterialType;
  readonly size: number;
  readonly received: Generated<number>;
  readonly state: Generated<'OPEN' | 'COMPLETE' | 'REFUSED' | 'GONE'>;
  readonly refusal: FileRefusal | null;
  readonly wrapped: Buffer | null;
  readonly about: Buffer;
  readonly case_id: string | null;
  readonly scanned_at: Date | null;
  readonly created_at: Generated<Date>;
}

interface DeltaRow {
  readonly delta_id: Generated<string>;
  readonly kind: DeltaKind;
  /** `YYYY-MM-DD`, as all days. */
  readonly day: string;
  readonly item: string;
  readonly department: Department | null;
  readonly accepting: DivisionCode;
  readonly owning: DivisionCode;
  readonly mode: HandlingMode;
  readonly authority: ProxyAuthority | null;
  readonly channel: CaseChannel;
  readonly accepted_on: string | null;
  readonly limit_days: number | null;
  readonly pauses: JSONColumnType<readonly Pause[]> | null;
  readonly salt: Generated<number>;
}

interface CaseRow {
  readonly case_id: string;
  readonly case_number: string;
  readonly item: string;
  readonly mode: HandlingMode;
  readonly authority: ProxyAuthority | null;
  readonly channel: CaseChannel;
  readonly portal: string;
  readonly accepting_division: DivisionCode;
  readonly owning_division: DivisionCode;
  readonly third_division: DivisionCode | null;
  readonly procedure_id: string;
  readonly procedure_version: number;
  readonly catalogue_version: number;
  readonly form_id: Buffer | null;
  readonly limit_working_days: number | null;
  readonly status: CaseStatus;
  readonly outcome: CaseOutcome | null;
  /** Of the last event; also the version that clerks name. */
  readonly sequence: number;
  readonly state: JSONColumnType<CaseState>;
  readonly last_hash: Buffer;
  readonly submitted_at: Date | null;
  readonly accepted_at: Date | null;
  readonly closed_at: Date | null;
  /** `YYYY-MM-DD`. */
  readonly due_on: string | null;
  readonly due_provisional: Generated<boolean>;
  readonly due_stale: Generated<boolean>;
  readonly overdue_on: Generated<string | null>;
}

interface StepRow {
  /** `<case id>.<number of its STEP_BEGUN event>`. */
  readonly step_key: string;
  readonly case_id: string;
  readonly step: string;
  readonly business_key: string;
  readonly subgraph: string;
  readonly division: DivisionCode;
  readonly action: StepAction;
  readonly state: 'READY' | 'SENT' | 'PENDING' | 'UNKNOWN' | 'OVER' | 'PARKED';
  readonly due_on: string | null;
  readonly attempts: Generated<number>;
  readonly crashes: Generated<number>;
  readonly next_at: ColumnType<Date, Date | undefined, Date>;
  readonly owner: string | null;
  readonly token: ColumnType<string, never, string>;
  readonly expires_at: Date | null;
  readonly code: string | null;
  readonly sent_as_of: number | null;
}
