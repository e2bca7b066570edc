import { TongbanError } from '../../../domain/TongbanError.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { Actor } from '../Actor.ts';
import type { InquiryRecord } from '../InquiryRecord.ts';
import type { WithdrawInquiryInput } from '../resolvers.generated.ts';
import { appendAudit } from '../storage/appendAudit.ts';
import { changeCase } from '../storage/changeCase.ts';
import { claimKey } from '../storage/claimKey.ts';
import { findCase } from '../storage/findCase.ts';
import { findInquiry } from '../storage/findInquiry.ts';
import { markWithdrawn } from '../storage/markWithdrawn.ts';
import { transact } from '../storage/transact.ts';
import type { CommandTools } from './CommandTools.ts';
import { parseIdempotencyKey } from './parseIdempotencyKey.ts';
import { sortedJson } from './sortedJson.ts';

const action = 'withdrawInquiry';

/** Takes an inquiry back that was not answered; a case that waits for it goes on. What is asked never changes: no version. */
export async function withdrawInquiry(
  input: WithdrawInquiryInput,
  tools: CommandTools,
): Promise<InquiryRecord> {
  const { services, caller } = tools;
  const { database, vault } = services;
  const key = parseIdempotencyKey(input.idempotencyKey);
  const inquiry = await findInquiry(database, input.inquiryId);
  if (inquiry === null) throw notFound();
  const actor = await authorize(inquiry, tools);
  const { inquiryId, caseId, askingDivision: division } = inquiry;
  const { idempotencyKey: _, ...content } = input;
  const request = { scope: caller.scope, key, digest: vault.digestOf([action, sortedJson(content)]) };
  const at = services.now();

  await askDatabase(
    transact(services, async (transaction, wakeUps) => {
      if ((await claimKey(transaction, request, inquiryId)) !== null) return;
      if (caseId === null) {
        if (await markWithdrawn(transaction, inquiryId, at))
          await appendAudit(transaction, { id: inquiryId, sequence: 2, at }, { actor, action });
        return;
      }
      const decide = async () =>
        (await markWithdrawn(transaction, inquiryId, at))
          ? {
              events: [{ type: 'INQUIRY_WITHDRAWN', at, inquiry: inquiryId, division } as const],
              contents: {},
            }
          : null;
      await changeCase(transaction, caseId, { vault, wakeUps, actor, action, decide });
    }),
  );
  return (await findInquiry(database, inquiryId)) ?? inquiry;
}

/** A clerk of the place that asks, who has no part in what it is about (回避). */
async function authorize(
  { askedDivision, askingDivision, caseId, holderId }: InquiryRecord,
  { services, caller }: CommandTools,
): Promise<Actor> {
  const office = caller.officeFor(askingDivision);
  if (office === null && caller.officeFor(askedDivision) === null) throw notFound();
  if (office === null) throw new TongbanError('FORBIDDEN', 'Only the place that asks takes it back');
  const found = caseId === null ? null : await findCase(services.database, caseId);
  const isOwn = holderId !== null && (await caller.findSelf()) === holderId;
  if (isOwn || (found !== null && (await caller.takesPart(found.parties))))
    throw new TongbanError('FORBIDDEN', 'A clerk does not handle a matter of their own');
  return caller.actor('CLERK', office);
}

const notFound = (): TongbanError => new TongbanError('NOT_FOUND', 'There is no such inquiry');
