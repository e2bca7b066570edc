import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Mandate } from '../mandates/Mandate.ts';
import type { RevokeMandateInput } from '../resolvers.generated.ts';
import { actOnMandate } from './actOnMandate.ts';
import type { CommandTools } from './CommandTools.ts';

/**
 * 撤销委托, by either side: nothing more is handed in by it, and the agent neither sees nor acts in what was.
 *
 * @throws {TongbanError} NOT_FOUND for anybody else's.
 */
export const revokeMandate = (input: RevokeMandateInput, tools: CommandTools): Promise<Mandate> =>
  actOnMandate(
    {
      action: 'revokeMandate',
      mandateId: input.mandateId,
      input,
      change: async (transaction, mandate, self) => {
        if (mandate === null || (mandate.principal !== self && mandate.agent !== self))
          throw new TongbanError('NOT_FOUND', 'There is no such mandate');
        if (mandate.revokedAt !== null) return;
        await transaction
          .updateTable('mandates')
          .set({ revoked_at: new Date(tools.services.now()) })
          .where('mandate_id', '=', mandate.mandateId)
          .execute();
      },
    },
    tools,
  );
