import { parseStepKey } from '../../../domain/cases/undoKey.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { businessKeyOf } from '../businessKeyOf.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import { factsOf } from '../factsOf.ts';
import type { ResolveParkedInput } from '../resolvers.generated.ts';
import { reopenStep } from '../storage/reopenStep.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { parseOutputs } from './parseOutputs.ts';
import { requireClerk } from './requireClerk.ts';
import { requireReason } from './requireReason.ts';

/** A clerk says what became of a step that no machine can find out about. */
export const resolveParked = (input: ResolveParkedInput, tools: CommandTools): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'resolveParked',
      input,
      authorize: (found) => {
        const { ACCEPTING, OWNING, THIRD } = found.record.divisions;
        return requireClerk(tools.caller, found, [ACCEPTING, OWNING, THIRD]);
      },
      decide: async ({ caseId, caseNumber, divisions, state, sequence }, procedure, transaction) => {
        const { step, resolution } = input;
        const { step: name, isUndo } = parseStepKey(step);
        const known = procedure.steps.find(({ key }) => key === name);
        if (state.phase !== 'OPEN' || known === undefined || state.steps[step]?.status !== 'PARKED')
          throw new TongbanError('CONFLICT', 'input.step is not parked');
        const office =
          tools.caller.officeFor(divisions.ACCEPTING) ?? tools.caller.requireOffice(divisions[known.role]);
        const outputs = parseOutputs(input, known, isUndo);
        const next = sequence + 1;
        const wakeUps = await reopenStep(transaction, {
          caseId,
          step,
          sequence: next,
          businessKey: businessKeyOf(caseNumber, next),
          isRetried: resolution === 'RETRY',
        });
        return {
          events: [
            {
              type: 'STEP_RESOLVED',
              at: tools.services.now(),
              step,
              resolution,
              ...(outputs === null ? {} : { facts: factsOf(procedure, step, outputs) }),
            },
          ],
          contents: {
            [`resolution:${step}`]: requireReason(input.reason),
            ...(outputs === null ? {} : { [`outputs:${step}`]: outputs }),
          },
          office,
          wakeUps,
        };
      },
    },
    tools,
  );
