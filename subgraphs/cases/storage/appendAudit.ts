import type { AuditCause } from './AuditCause.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

export interface AuditedThing {
  /** Of a case, or of an inquiry outside of one. */
  readonly id: string;
  /** Of the last event that it is about. */
  readonly sequence: number;
  /** Epoch ms. */
  readonly at: number;
}

/** Keeps who caused a change, and of why, where somebody was to say it, a digest. */
export async function appendAudit(
  transaction: CasesDatabase,
  { id, sequence, at }: AuditedThing,
  { actor, action, reasonDigest = null }: AuditCause & { readonly reasonDigest?: Buffer | null },
): Promise<void> {
  await transaction
    .insertInto('audit')
    .values({
      case_id: id,
      sequence,
      at: new Date(at),
      action,
      actor_kind: actor.kind,
      actor_digest: actor.digest,
      office: actor.office,
      portal: actor.portal,
      request_id: actor.requestId,
      reason_digest: reasonDigest,
    })
    .execute();
}
