import { TongbanError } from '../../../domain/TongbanError.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import { readInvitationCode } from '../consents/readInvitationCode.ts';
import { isMandateInForce } from '../mandates/isMandateInForce.ts';
import type { Mandate } from '../mandates/Mandate.ts';
import type { AcceptMandateInput } from '../resolvers.generated.ts';
import { actOnMandate } from './actOnMandate.ts';
import type { CommandTools } from './CommandTools.ts';

/**
 * 接受委托: the caller becomes the agent of whoever gave out the code.
 *
 * @throws {TongbanError} NOT_FOUND for a code that is none, was used by somebody else, or is over: the same for all;
 *   CONFLICT for one's own.
 */
export async function acceptMandate(input: AcceptMandateInput, tools: CommandTools): Promise<Mandate> {
  const { database, vault, now } = tools.services;
  // Whoever is not signed in must not learn whether a code exists.
  await tools.caller.findSelf();
  const code = readInvitationCode(input.code);
  const row = await askDatabase(
    database
      .selectFrom('mandates')
      .select('mandate_id')
      .where('code_digest', '=', vault.digestOf(['mandate', code ?? '']))
      .executeTakeFirst(),
  );
  if (row === undefined) throw notFound();
  const mandateId = row.mandate_id;
  return actOnMandate(
    {
      action: 'acceptMandate',
      mandateId,
      input,
      change: async (transaction, mandate, self) => {
        if (mandate === null || mandate.agent === self) return;
        if (mandate.agent !== null || !isMandateInForce(mandate, now())) throw notFound();
        if (mandate.principal === self)
          throw new TongbanError('CONFLICT', 'Nobody is an agent for themselves');
        await transaction
          .updateTable('mandates')
          .set({ agent: self })
          .where('mandate_id', '=', mandateId)
          .execute();
      },
    },
    tools,
  );
}

const notFound = (): TongbanError =>
  new TongbanError(
    'NOT_FOUND',
    'There is no such mandate: it was accepted, revoked, or is over. 邀请码无效或已过期',
  );
