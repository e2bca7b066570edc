import { TongbanError } from '../../../domain/TongbanError.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import { readInvitationCode } from '../consents/readInvitationCode.ts';
import type { JoinCaseInput } from '../resolvers.generated.ts';
import type { CasesDatabase } from '../storage/CasesDatabase.ts';
import { changeCase } from '../storage/changeCase.ts';
import { claimKey } from '../storage/claimKey.ts';
import { findCase } from '../storage/findCase.ts';
import { findInvitation, type Invitation } from '../storage/findInvitation.ts';
import { transact } from '../storage/transact.ts';
import type { WakeUps } from '../storage/WakeUps.ts';
import type { CommandTools } from './CommandTools.ts';
import { parseIdempotencyKey } from './parseIdempotencyKey.ts';

/**
 * Takes the seat that a code was given out for. Nothing is consented to by it.
 *
 * @throws {TongbanError} NOT_FOUND for a code that is none, was used by somebody else, or is over: the same for all;
 *   CONFLICT for somebody who takes part already.
 */
export async function joinCase(input: JoinCaseInput, tools: CommandTools): Promise<CaseRecord> {
  const { services, caller } = tools;
  const key = parseIdempotencyKey(input.idempotencyKey);
  const self = await caller.findSelf();
  if (self === null) throw new TongbanError('NOT_FOUND', 'The token belongs to nobody who is known here');
  const code = readInvitationCode(input.code);
  const codeDigest = services.vault.digestOf(['invitation', code ?? '']);
  const invitation = code === null ? null : await askDatabase(findInvitation(services.database, codeDigest));
  if (invitation === null) throw notFound();
  const { caseId } = invitation;
  const digest = services.vault.digestOf(['joinCase', code ?? '']);

  const changed = await askDatabase(
    transact(services, async (transaction, wakeUps) => {
      const repeated = await claimKey(transaction, { scope: caller.scope, key, digest }, caseId);
      return repeated === null ? join(transaction, { invitation, self, wakeUps }, tools) : null;
    }),
  );
  const record = changed ?? (await findCase(services.database, caseId))?.record;
  if (record === undefined) throw notFound();
  return record;
}

function join(
  transaction: CasesDatabase,
  {
    invitation: { caseId, seat, role, until },
    self,
    wakeUps,
  }: { readonly invitation: Invitation; readonly self: string; readonly wakeUps: WakeUps },
  { services: { vault, now }, caller }: CommandTools,
): Promise<CaseRecord | null> {
  const at = now();
  return changeCase(transaction, caseId, {
    vault,
    wakeUps,
    actor: caller.actor('CITIZEN', null),
    action: 'joinCase',
    decide: async ({ state }) => {
      const parties = await transaction
        .selectFrom('parties')
        .select(['position', 'role', 'holder_id'])
        .where('case_id', '=', caseId)
        .execute();
      const own = parties.find(({ holder_id }) => holder_id === self);
      if (own?.position === seat) return null;
      if (state.phase !== 'CONSENTING' || state.consents[seat] !== 'ASKED' || at >= until) throw notFound();
      if (own !== undefined)
        throw new TongbanError('CONFLICT', `You take part in this case already, as ${own.role}`);
      await transaction
        .insertInto('parties')
        .values({ case_id: caseId, position: seat, role, holder_id: self })
        .execute();
      return { events: [{ type: 'PARTY_JOINED', at, seat }], contents: {} };
    },
  });
}

const notFound = (): TongbanError =>
  new TongbanError(
    'NOT_FOUND',
    'There is no such invitation: it was used, or its time is over. 邀请码无效或已过期',
  );
