import { isPastPivot, mayPassPivot } from '../../../domain/cases/planNext.ts';
import { withoutSteps } from '../../../domain/cases/withoutSteps.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseInput } from '../resolvers.generated.ts';
import { findUnsent } from '../storage/findUnsent.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireApplicant } from './requireApplicant.ts';

/** Ends a case at the wish of its applicant; what was done is taken back first. */
export const withdrawCase = (input: CaseInput, tools: CommandTools): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'withdrawCase',
      input,
      authorize: (found) => requireApplicant(tools.caller, found),
      decide: async ({ caseId, state }, procedure, transaction) => {
        const at = tools.services.now();
        if (state.phase === 'SUBMITTED' || state.phase === 'CONSENTING')
          return { events: [{ type: 'CLOSED', at, outcome: 'WITHDRAWN' }], contents: {} };
        if (state.phase === 'OPEN' && isPastPivot(state, procedure))
          throw new TongbanError(
            'CONFLICT',
            'What was done cannot be taken back any more: speak to the office that handles the case',
          );
        const withdrawn = { type: 'ENDING_BEGUN', at, outcome: 'WITHDRAWN' } as const;
        // What nobody was asked for yet will not be done.
        const unsent = await findUnsent(transaction, caseId, [withdrawn]);
        if (state.phase === 'OPEN' && mayPassPivot({ steps: withoutSteps(state.steps, unsent) }, procedure))
          throw new TongbanError(
            'CONFLICT',
            'Something that cannot be taken back is on its way: try again once its result is known',
          );
        return { events: [withdrawn], contents: {} };
      },
    },
    tools,
  );
