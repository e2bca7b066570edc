import type { Selectable } from 'kysely';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import type { Mandate } from '../mandates/Mandate.ts';
import type { CasesTables } from './CasesTables.ts';

/** A row of `cases.mandates` as the rest of the subgraph knows it. */
export const toMandate = (row: Selectable<CasesTables['mandates']>): Mandate => ({
  mandateId: row.mandate_id,
  principal: row.principal,
  agent: row.agent,
  items: row.items,
  validThrough: parseCalendarDate(row.valid_through),
  givenAt: row.given_at.getTime(),
  revokedAt: row.revoked_at === null ? null : row.revoked_at.getTime(),
});
