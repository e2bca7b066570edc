import { formatInstant } from '../../domain/formatInstant.ts';
import { answerDeadline } from './answerDeadline.ts';
import { inquiryStatus } from './inquiryStatus.ts';
import type { InquiryResolvers } from './resolvers.generated.ts';
import { toDepartmentName } from './statistics/departmentName.ts';

/** 业务协查, to whoever may see it. */
export const inquiryResolvers: InquiryResolvers = {
  id: ({ inquiryId }) => inquiryId,
  status: inquiryStatus,
  case: async ({ caseId }, _, { cases }) =>
    caseId === null ? null : ((await cases.load(caseId))?.record ?? null),
  holder: ({ holderId }) => (holderId === null ? null : { id: holderId }),
  askingDivision: ({ askingDivision }) => ({ code: askingDivision }),
  askedDivision: ({ askedDivision }) => ({ code: askedDivision }),
  askedDepartment: ({ askedDepartment }) => toDepartmentName(askedDepartment),
  question: async ({ inquiryId }, _, { inquiryTexts }) => (await inquiryTexts.load(inquiryId)).question,
  caseWaits: ({ waits }) => waits,
  askedAt: ({ askedAt }) => formatInstant(askedAt),
  deadline: ({ withdrawnAt, ...inquiry }, _, { services }) =>
    // Nobody is late any more.
    answerDeadline({ ...inquiry, answeredAt: inquiry.answeredAt ?? withdrawnAt }, services.now()),
  answeredAt: ({ answeredAt }) => (answeredAt === null ? null : formatInstant(answeredAt)),
  answer: async ({ inquiryId }, _, { inquiryTexts }) => (await inquiryTexts.load(inquiryId)).answer,
};
