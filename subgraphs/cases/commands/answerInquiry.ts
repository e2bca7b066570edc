import { TongbanError } from '../../../domain/TongbanError.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { Actor } from '../Actor.ts';
import type { InquiryRecord } from '../InquiryRecord.ts';
import type { AnswerInquiryInput } from '../resolvers.generated.ts';
import { appendAudit } from '../storage/appendAudit.ts';
import type { CasesDatabase } from '../storage/CasesDatabase.ts';
import { changeCase } from '../storage/changeCase.ts';
import { claimKey } from '../storage/claimKey.ts';
import { findCase } from '../storage/findCase.ts';
import { findInquiry } from '../storage/findInquiry.ts';
import { type InquiryAnswer, storeAnswer } from '../storage/storeAnswer.ts';
import { transact } from '../storage/transact.ts';
import type { WakeUps } from '../storage/WakeUps.ts';
import type { CommandTools } from './CommandTools.ts';
import { parseIdempotencyKey } from './parseIdempotencyKey.ts';
import { requireText } from './requireText.ts';
import { sortedJson } from './sortedJson.ts';

const action = 'answerInquiry';

/** Answers an inquiry, once. What is asked never changes before, so that there is no version to name. */
export async function answerInquiry(input: AnswerInquiryInput, tools: CommandTools): Promise<InquiryRecord> {
  const { services, caller } = tools;
  const { database, vault } = services;
  const key = parseIdempotencyKey(input.idempotencyKey);
  const inquiry = await findInquiry(database, input.inquiryId);
  if (inquiry === null) throw notFound();
  const actor = await authorize(inquiry, tools);
  const answer = {
    inquiryId: inquiry.inquiryId,
    answer: requireText('input.answer', input.answer),
    at: services.now(),
  };
  const { idempotencyKey: _, ...content } = input;
  const request = { scope: caller.scope, key, digest: vault.digestOf([action, sortedJson(content)]) };

  await askDatabase(
    transact(services, async (transaction, wakeUps) => {
      if ((await claimKey(transaction, request, inquiry.inquiryId)) !== null) return;
      if (inquiry.caseId === null) await answerOutside(transaction, { answer, actor }, tools);
      else
        await answerInside(transaction, { inquiry, caseId: inquiry.caseId, answer, actor, wakeUps }, tools);
    }),
  );
  return (await findInquiry(database, inquiry.inquiryId)) ?? inquiry;
}

interface Answering {
  readonly answer: InquiryAnswer;
  readonly actor: Actor;
}

async function answerOutside(
  transaction: CasesDatabase,
  { answer, actor }: Answering,
  { services }: CommandTools,
): Promise<void> {
  if (!(await storeAnswer(transaction, services.vault, answer))) return;
  await appendAudit(transaction, { id: answer.inquiryId, sequence: 2, at: answer.at }, { actor, action });
}

async function answerInside(
  transaction: CasesDatabase,
  {
    inquiry,
    caseId,
    answer,
    actor,
    wakeUps,
  }: Answering & { readonly inquiry: InquiryRecord; readonly caseId: string; readonly wakeUps: WakeUps },
  { services: { vault } }: CommandTools,
): Promise<void> {
  const { inquiryId, askedDivision: division } = inquiry;
  await changeCase(transaction, caseId, {
    vault,
    wakeUps,
    actor,
    action,
    decide: async () =>
      (await storeAnswer(transaction, vault, answer))
        ? {
            events: [{ type: 'INQUIRY_ANSWERED', at: answer.at, inquiry: inquiryId, division }],
            contents: {},
          }
        : null,
  });
}

/** A clerk of the place that is asked, who has no part in what it is about (回避). */
async function authorize(inquiry: InquiryRecord, { services, caller }: CommandTools): Promise<Actor> {
  const { askedDivision, askingDivision, caseId, holderId } = inquiry;
  const office = caller.officeFor(askedDivision);
  if (office === null && caller.officeFor(askingDivision) === null) throw notFound();
  const actor = caller.actor('CLERK', office ?? caller.requireOffice(null));
  const found = caseId === null ? null : await findCase(services.database, caseId);
  const isOwn = holderId !== null && (await caller.findSelf()) === holderId;
  if (isOwn || (found !== null && (await caller.takesPart(found.parties))))
    throw new TongbanError('FORBIDDEN', 'A clerk does not answer about a matter of their own');
  return actor;
}

const notFound = (): TongbanError => new TongbanError('NOT_FOUND', 'There is no such inquiry');
