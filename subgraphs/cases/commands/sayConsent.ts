import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseInput } from '../resolvers.generated.ts';
import type { FoundCase } from '../storage/findCase.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';

const EVENTS = { giveConsent: 'CONSENT_GIVEN', refuseConsent: 'CONSENT_REFUSED' } as const;

/**
 * 同意, 不同意: somebody who has joined a case says whether they take part.
 *
 * @throws {TongbanError} FORBIDDEN for anybody who was not invited; CONFLICT when it has been said, or is too late.
 */
export const sayConsent = (
  action: keyof typeof EVENTS,
  input: CaseInput,
  tools: CommandTools,
): Promise<CaseRecord> => {
  const at = tools.services.now();
  let own: FoundCase['invited'] = [];
  return actOnCase(
    {
      action,
      input,
      authorize: async ({ invited }) => {
        const self = await tools.caller.findSelf();
        own = invited.filter(({ holderId }) => holderId === self);
        if (own.length === 0)
          throw new TongbanError('FORBIDDEN', 'Only somebody who was invited and has joined may do this');
        return tools.caller.actor('CITIZEN', null);
      },
      decide: () => {
        if (own.some(({ until }) => until <= at))
          throw new TongbanError('CONFLICT', 'The time to consent is over: the applicant submits anew');
        return { events: own.map(({ seat }) => ({ type: EVENTS[action], at, seat })), contents: {} };
      },
    },
    tools,
  );
};
