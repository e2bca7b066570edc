import type { CaseRecord } from '../CaseRecord.ts';
import type { ReasonedCaseInput } from '../resolvers.generated.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireClerk } from './requireClerk.ts';
import { requireReason } from './requireReason.ts';

/** 特别程序结束: the clock goes on. */
export const endSpecialProcedure = (input: ReasonedCaseInput, tools: CommandTools): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'endSpecialProcedure',
      input,
      authorize: (found) => {
        const { OWNING, ACCEPTING } = found.record.divisions;
        return requireClerk(tools.caller, found, [OWNING, ACCEPTING]);
      },
      decide: () => ({
        events: [{ type: 'SPECIAL_PROCEDURE_ENDED', at: tools.services.now() }],
        contents: { 'reason:SPECIAL_PROCEDURE_ENDED': requireReason(input.reason) },
      }),
    },
    tools,
  );
