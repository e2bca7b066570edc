import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { DecideCaseInput } from '../resolvers.generated.ts';
import type { CaseChange } from '../storage/CaseChange.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireClerk } from './requireClerk.ts';
import { requireReason } from './requireReason.ts';

const REFUSED_BY_CLERK = 'REFUSED_BY_CLERK';

/** A clerk grants or refuses a step that waits for one, at the place that performs it. */
export const decideCase = (input: DecideCaseInput, tools: CommandTools): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'decideCase',
      input,
      // Whose step it is, is known once the procedure is: any office of the case may come so far.
      authorize: (found) => {
        const { ACCEPTING, OWNING, THIRD } = found.record.divisions;
        return requireClerk(tools.caller, found, [ACCEPTING, OWNING, THIRD]);
      },
      decide: (record, procedure) => {
        const step = requireClerkStep(procedure, input.step);
        const office = tools.caller.requireOffice(record.divisions[step.role]);
        return { ...verdict(input, tools.services.now()), office };
      },
    },
    tools,
  );

function requireClerkStep(procedure: Procedure, key: string) {
  const step = procedure.steps.find((candidate) => candidate.key === key && candidate.performer === 'CLERK');
  if (step === undefined)
    throw new TongbanError('BAD_USER_INPUT', 'input.step is no step of this case that waits for a clerk');
  return step;
}

function verdict({ step, decision, reason }: DecideCaseInput, at: number): CaseChange {
  if (decision === 'GRANT') {
    const done: CaseEvent = { type: 'STEP_DONE', at, step, facts: {} };
    return { events: [done], contents: reason ? { [`reason:${step}`]: requireReason(reason) } : {} };
  }
  return {
    events: [{ type: 'STEP_REFUSED', at, step, code: REFUSED_BY_CLERK }],
    contents: { [`reason:${step}`]: requireReason(reason) },
  };
}
