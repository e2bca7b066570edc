import type { CaseRecord } from '../CaseRecord.ts';
import type { AnswerCorrectionInput } from '../resolvers.generated.ts';
import { closeCorrection } from '../storage/closeCorrection.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireClerk } from './requireClerk.ts';
import { requireText } from './requireText.ts';

/** 整改答复: what the place that answers for a bad rating found and mended, once. */
export const answerCorrection = (input: AnswerCorrectionInput, tools: CommandTools): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'answerCorrection',
      input,
      authorize: (found) => requireClerk(tools.caller, found, [found.record.divisions.ACCEPTING]),
      decide: async ({ caseId }, _, transaction) => {
        const at = tools.services.now();
        await closeCorrection(transaction, caseId, at);
        return {
          events: [{ type: 'CORRECTION_ANSWERED', at }],
          contents: { 'reason:CORRECTION_ANSWERED': requireText('input.answer', input.answer) },
        };
      },
    },
    tools,
  );
