import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseColumns } from './caseColumns.ts';

/** A row of `cases.cases` as the rest of the subgraph knows it. */
export function toCaseRecord(row: CaseColumns): CaseRecord {
  return {
    caseId: row.case_id,
    caseNumber: row.case_number,
    item: row.item,
    mode: row.mode,
    authority: row.authority,
    channel: row.channel,
    portal: row.portal,
    divisions: {
      ACCEPTING: row.accepting_division,
      OWNING: row.owning_division,
      THIRD: row.third_division,
    },
    procedure: { id: row.procedure_id, version: row.procedure_version },
    limitWorkingDays: row.limit_working_days,
    status: row.status,
    state: row.state,
    sequence: row.sequence,
    dueOn: row.due_on,
    isDueProvisional: row.due_provisional,
  };
}
