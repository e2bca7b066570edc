import type { CaseRecord } from '../CaseRecord.ts';
import type { ClerkCaseInput } from '../resolvers.generated.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireClerk } from './requireClerk.ts';

/** 受理: the time limit runs from now. */
export const acceptCase = (input: ClerkCaseInput, tools: CommandTools): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'acceptCase',
      input,
      authorize: (found) => requireClerk(tools.caller, found, [found.record.divisions.ACCEPTING]),
      decide: () => ({ events: [{ type: 'ACCEPTED', at: tools.services.now() }], contents: {} }),
    },
    tools,
  );
