import type { Actor } from '../Actor.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { ChainedEvent } from './chainEvents.ts';

/** Why events were appended, for the audit: `submitCase`, `step`, … */
export interface AuditCause {
  readonly actor: Actor;
  readonly action: string;
}

/** Appends events of one case, with the audit row that says who caused them. */
export async function appendEvents(
  transaction: CasesDatabase,
  { caseId, events }: { readonly caseId: string; readonly events: readonly ChainedEvent[] },
  { actor, action }: AuditCause,
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
  await transaction
    .insertInto('audit')
    .values({
      case_id: caseId,
      sequence: last.sequence,
      at: new Date(last.event.at),
      action,
      actor_kind: actor.kind,
      actor_digest: actor.digest,
      office: actor.office,
      portal: actor.portal,
      request_id: actor.requestId,
    })
    .execute();
}
