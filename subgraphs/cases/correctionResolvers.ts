import { formatInstant } from '../../domain/formatInstant.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { answerDeadline } from './answerDeadline.ts';
import type { CaseRecord } from './CaseRecord.ts';
import type { CorrectionRecord } from './CorrectionRecord.ts';
import type { SubgraphContext } from './createContext.ts';
import type { CorrectionResolvers } from './resolvers.generated.ts';

/** 整改, to whoever may see its case. */
export const correctionResolvers: CorrectionResolvers = {
  case: (correction, _, context) => caseOf(correction, context),
  status: ({ answeredAt }) => (answeredAt === null ? 'OPEN' : 'ANSWERED'),
  grade: async (correction, _, context) => gradeOf(await caseOf(correction, context)),
  division: ({ division }) => ({ code: division }),
  openedAt: ({ openedAt }) => formatInstant(openedAt),
  deadline: (correction, _, { services }) => answerDeadline(correction, services.now()),
  answeredAt: ({ answeredAt }) => (answeredAt === null ? null : formatInstant(answeredAt)),
  answer: async ({ caseId }, _, { details }) => {
    const answer = (await details.load(caseId)).contents['reason:CORRECTION_ANSWERED'];
    return typeof answer === 'string' ? answer : null;
  },
};

async function caseOf({ caseId }: CorrectionRecord, { cases }: SubgraphContext): Promise<CaseRecord> {
  const found = await cases.load(caseId);
  if (found === null) throw new TongbanError('NOT_FOUND', 'There is no such case');
  return found.record;
}

function gradeOf({ state }: CaseRecord): number {
  if (state.phase === 'CLOSED' && state.rating !== null) return state.rating.grade;
  throw new RangeError('a case that was not rated has no correction');
}
