import type { ProcedureVersion } from '../../domain/cases/CaseEvent.ts';
import type { CaseState } from '../../domain/cases/CaseState.ts';
import type { CaseChannel } from '../../domain/cases/caseChannel.ts';
import type { CaseStatus } from '../../domain/cases/caseStatus.ts';
import type { PartyRole } from '../../domain/cases/partyRole.ts';
import type { StepRole } from '../../domain/cases/stepRole.ts';
import type { HandlingMode } from '../../domain/catalog/handlingMode.ts';
import type { ProxyAuthority } from '../../domain/catalog/proxyAuthority.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';

/** Somebody with a part in a case. */
export interface Party {
  readonly role: PartyRole;
  readonly holderId: string;
}

/** A case as it is stored, without what people wrote in it. */
export interface CaseRecord {
  readonly caseId: string;
  /** 办件编号, also the collaboration number (业务协同编号) in all messages of all places. */
  readonly caseNumber: string;
  readonly item: string;
  readonly mode: HandlingMode;
  readonly authority: ProxyAuthority | null;
  readonly channel: CaseChannel;
  readonly portal: string;
  readonly divisions: Readonly<Record<Exclude<StepRole, 'THIRD'>, DivisionCode>> & {
    readonly THIRD: DivisionCode | null;
  };
  readonly procedure: ProcedureVersion;
  /** Working days from acceptance; `null` where no source names a limit. */
  readonly limitWorkingDays: number | null;
  readonly status: CaseStatus;
  readonly state: CaseState;
  /** Number of events so far; what clerks name as the version they saw. */
  readonly sequence: number;
  readonly dueOn: string | null;
  readonly isDueProvisional: boolean;
}
