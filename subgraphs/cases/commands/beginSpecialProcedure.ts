import type { CaseRecord } from '../CaseRecord.ts';
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
      decide: () => ({
        events: [{ type: 'SPECIAL_PROCEDURE_BEGUN', at: tools.services.now(), kind: input.kind }],
        contents: { 'reason:SPECIAL_PROCEDURE_BEGUN': requireReason(input.reason) },
      }),
    },
    tools,
  );
