import type { CaseRecord } from '../CaseRecord.ts';
import type { ReasonedCaseInput } from '../resolvers.generated.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireClerk } from './requireClerk.ts';
import { requireReason } from './requireReason.ts';

/** 不予受理. */
export const declineCase = (input: ReasonedCaseInput, tools: CommandTools): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'declineCase',
      input,
      authorize: (found) => requireClerk(tools.caller, found, [found.record.divisions.ACCEPTING]),
      decide: () => ({
        events: [{ type: 'DECLINED', at: tools.services.now() }],
        contents: { 'reason:DECLINED': requireReason(input.reason) },
      }),
    },
    tools,
  );
