import type { CaseRecord } from '../CaseRecord.ts';
import type { RecordDeliveryInput } from '../resolvers.generated.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireClerk } from './requireClerk.ts';

/** 送达 of the result of a granted case. */
export const recordDelivery = (input: RecordDeliveryInput, tools: CommandTools): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'recordDelivery',
      input,
      authorize: (found) => requireClerk(tools.caller, found, [found.record.divisions.ACCEPTING]),
      decide: () => ({
        events: [{ type: 'DELIVERED', at: tools.services.now(), by: input.by }],
        contents: {},
      }),
    },
    tools,
  );
