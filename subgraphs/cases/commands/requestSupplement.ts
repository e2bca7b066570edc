import type { CaseRecord } from '../CaseRecord.ts';
import type { ReasonedCaseInput } from '../resolvers.generated.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireClerk } from './requireClerk.ts';
import { requireReason } from './requireReason.ts';

/** 一次性告知: what is missing, all of it, once. */
export const requestSupplement = (input: ReasonedCaseInput, tools: CommandTools): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'requestSupplement',
      input,
      authorize: (found) => requireClerk(tools.caller, found, [found.record.divisions.ACCEPTING]),
      decide: () => ({
        events: [{ type: 'SUPPLEMENT_REQUESTED', at: tools.services.now() }],
        contents: { 'reason:SUPPLEMENT_REQUESTED': requireReason(input.reason) },
      }),
    },
    tools,
  );
