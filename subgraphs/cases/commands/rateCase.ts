import type { RatingGrade } from '../../../domain/cases/CaseEvent.ts';
import { isBadRating } from '../../../domain/cases/isBadRating.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { RateCaseInput } from '../resolvers.generated.ts';
import { insertCorrection } from '../storage/insertCorrection.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireOwner } from './requireOwner.ts';

const GRADES: readonly number[] = [1, 2, 3, 4, 5] satisfies readonly RatingGrade[];

/** 好差评 of a closed case, once; a bad one is the accepting place's to answer for. */
export const rateCase = (input: RateCaseInput, tools: CommandTools): Promise<CaseRecord> =>
  actOnCase(
    {
      action: 'rateCase',
      input,
      // Whoever handles a case does not rate it on behalf of the applicant.
      authorize: (found) => requireOwner(tools.caller, found),
      decide: async ({ caseId, divisions }, _, transaction) => {
        const rating = { grade: requireGrade(input.grade), at: tools.services.now() };
        if (isBadRating(rating))
          await insertCorrection(transaction, {
            caseId,
            division: divisions.ACCEPTING,
            limitWorkingDays: tools.services.correctionWorkingDays,
            openedAt: rating.at,
          });
        return { events: [{ type: 'RATED', ...rating }], contents: {} };
      },
    },
    tools,
  );

function requireGrade(grade: number): RatingGrade {
  if (isGrade(grade)) return grade;
  throw new TongbanError('BAD_USER_INPUT', 'input.grade must be 1 to 5');
}

const isGrade = (grade: number): grade is RatingGrade => GRADES.includes(grade);
