import type { CaseRecord } from '../CaseRecord.ts';
import { reasonName } from '../reasonName.ts';
import type { BeginSpecialProcedureInput } from '../resolvers.generated.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireClerk } from './requireClerk.ts';
import { requireReason } from './requireReason.ts';

/** 特别程序: the clock stands still from now on, and the applicant is told how long (行政许可法 art. 45). */
export const beginSpecialProcedure = (
  input: BeginSpecialProcedureInput,
  tools: CommandTools,
): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'beginSpecialProcedure',
      input,
      authorize: (found) => {
        const { OWNING, ACCEPTING } = found.record.divisions;
        return requireClerk(tools.caller, found, [OWNING, ACCEPTING]);
      },
      decide: ({ sequence }) => ({
        events: [{ type: 'SPECIAL_PROCEDURE_BEGUN', at: tools.services.now(), kind: input.kind }],
        contents: { [reasonName('SPECIAL_PROCEDURE_BEGUN', sequence + 1)]: requireReason(input.reason) },
      }),
    },
    tools,
  );
