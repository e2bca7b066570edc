import type { Selectable } from 'kysely';
import type { StoredFile } from '../files/StoredFile.ts';
import type { CasesTables } from './CasesTables.ts';

/** A row of `cases.files` as the rest of the subgraph knows it. */
export function toStoredFile(row: Selectable<CasesTables['files']>): StoredFile {
  return {
    fileId: row.file_id,
    type: row.type,
    size: row.size,
    received: row.received,
    state: row.state,
    refusal: row.refusal,
    wrapped: row.wrapped,
    about: row.about,
    caseId: row.case_id,
    scannedAt: row.scanned_at?.getTime() ?? null,
  };
}
