import type { AuditCause } from './AuditCause.ts';
import { appendAudit } from './appendAudit.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { ChainedEvent } from './chainEvents.ts';

/** Appends events of one case, with the audit row that says who caused them. */
export async function appendEvents(
  transaction: CasesDatabase,
  { caseId, events }: { readonly caseId: string; readonly events: readonly ChainedEvent[] },
  cause: AuditCause,
): Promise<void> {
  const last = events.at(-1);
  if (last === undefined) return;
  await transaction
    .insertInto('events')
    .values(
      events.map(({ sequence, event, bytes, prevHash, hash }) => ({
        case_id: caseId,
        sequence,
        type: event.type,
        at: new Date(event.at),
        bytes,
        prev_hash: prevHash,
        hash,
      })),
    )
    .execute();
  await appendAudit(transaction, { id: caseId, sequence: last.sequence, at: last.event.at }, cause);
}
