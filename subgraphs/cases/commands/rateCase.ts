import type { RatingGrade } from '../../../domain/cases/CaseEvent.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { RateCaseInput } from '../resolvers.generated.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireOwner } from './requireOwner.ts';

const GRADES: readonly number[] = [1, 2, 3, 4, 5] satisfies readonly RatingGrade[];

/** 好差评 of a closed case, once. */
export const rateCase = (input: RateCaseInput, tools: CommandTools): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'rateCase',
      input,
      // Whoever handles a case does not rate it on behalf of the applicant.
      authorize: (found) => requireOwner(tools.caller, found),
      decide: () => ({
        events: [{ type: 'RATED', at: tools.services.now(), grade: requireGrade(input.grade) }],
        contents: {},
      }),
    },
    tools,
  );

function requireGrade(grade: number): RatingGrade {
  if (isGrade(grade)) return grade;
  throw new TongbanError('BAD_USER_INPUT', 'input.grade must be 1 to 5');
}

const isGrade = (grade: number): grade is RatingGrade => GRADES.includes(grade);
