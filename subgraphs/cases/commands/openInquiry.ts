import { randomUUID } from 'node:crypto';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { isUuid } from '../../serving/isUuid.ts';
import { parseDivisionArgument } from '../../serving/parseDivisionArgument.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { Actor } from '../Actor.ts';
import type { InquiryRecord } from '../InquiryRecord.ts';
import type { NewInquiry } from '../NewInquiry.ts';
import type { OpenInquiryInput } from '../resolvers.generated.ts';
import { fromDepartmentName } from '../statistics/departmentName.ts';
import { appendAudit } from '../storage/appendAudit.ts';
import type { CasesDatabase } from '../storage/CasesDatabase.ts';
import { changeCase } from '../storage/changeCase.ts';
import { claimKey } from '../storage/claimKey.ts';
import { type FoundCase, findCase } from '../storage/findCase.ts';
import { findInquiry } from '../storage/findInquiry.ts';
import { insertInquiry } from '../storage/insertInquiry.ts';
import { transact } from '../storage/transact.ts';
import type { WakeUps } from '../storage/WakeUps.ts';
import type { CommandTools } from './CommandTools.ts';
import { parseIdempotencyKey } from './parseIdempotencyKey.ts';
import { requireClerk } from './requireClerk.ts';
import { requireText } from './requireText.ts';
import { requireVersion } from './requireVersion.ts';
import { sortedJson } from './sortedJson.ts';

const MAX_WORKING_DAYS = 60;
const action = 'openInquiry';

/** 业务协查: asks another office, inside a case or outside of one. @see SDL `openInquiry` for what it refuses. */
export async function openInquiry(input: OpenInquiryInput, tools: CommandTools): Promise<InquiryRecord> {
  const { services, caller } = tools;
  const { database, vault } = services;
  const key = parseIdempotencyKey(input.idempotencyKey);
  const asking = parseDivisionArgument('input.askingDivision', input.askingDivision);
  const found = input.caseId ? await findVisible(input.caseId, tools) : null;
  const inquiry = { ...readInquiry(input, services.now()), askingDivision: asking };
  const actor = await authorize(asking, found, tools);
  await requireHolder(inquiry, found, tools);
  const { idempotencyKey: _, ...content } = input;
  const request = { scope: caller.scope, key, digest: vault.digestOf([action, sortedJson(content)]) };

  const inquiryId = await askDatabase(
    transact(services, async (transaction, wakeUps) => {
      const repeated = await claimKey(transaction, request, inquiry.inquiryId);
      if (repeated !== null) return repeated;
      if (found === null) await openOutside(transaction, { inquiry, actor }, tools);
      else await openInside(transaction, { inquiry, actor, found, input, wakeUps }, tools);
      return inquiry.inquiryId;
    }),
  );
  const opened = await findInquiry(database, inquiryId);
  if (opened === null)
    throw new TongbanError('INTERNAL_SERVER_ERROR', 'The inquiry cannot be read', { retryable: true });
  return opened;
}

interface Opening {
  readonly inquiry: NewInquiry;
  readonly actor: Actor;
}

async function openOutside(
  transaction: CasesDatabase,
  { inquiry, actor }: Opening,
  { services }: CommandTools,
): Promise<void> {
  await insertInquiry(transaction, services.vault, inquiry);
  const opened = { id: inquiry.inquiryId, sequence: 1, at: inquiry.askedAt };
  await appendAudit(transaction, opened, { actor, action });
}

async function openInside(
  transaction: CasesDatabase,
  {
    inquiry,
    actor,
    found,
    input,
    wakeUps,
  }: Opening & { readonly found: FoundCase; readonly input: OpenInquiryInput; readonly wakeUps: WakeUps },
  { services: { vault } }: CommandTools,
): Promise<void> {
  const { inquiryId, askedDivision, askedDepartment, waits, askedAt } = inquiry;
  await changeCase(transaction, found.record.caseId, {
    vault,
    wakeUps,
    actor,
    action,
    decide: async (record) => {
      requireVersion(record, input.expectedVersion ?? null);
      await insertInquiry(transaction, vault, inquiry);
      const asked = { division: askedDivision, department: askedDepartment };
      return {
        events: [{ type: 'INQUIRY_OPENED', at: askedAt, inquiry: inquiryId, ...asked, waits }],
        contents: {},
      };
    },
  });
}

function readInquiry(input: OpenInquiryInput, askedAt: number): Omit<NewInquiry, 'askingDivision'> {
  const { workingDays, caseId, holderId } = input;
  const days = workingDays ?? null;
  if (days !== null && (days < 1 || days > MAX_WORKING_DAYS))
    throw new TongbanError('BAD_USER_INPUT', `input.workingDays must be 1 to ${MAX_WORKING_DAYS}`);
  if (!caseId && input.caseWaits) throw new TongbanError('BAD_USER_INPUT', 'input.caseWaits needs a caseId');
  if (caseId && (input.expectedVersion ?? null) === null)
    throw new TongbanError('BAD_USER_INPUT', 'input.expectedVersion is required with a caseId');
  if (holderId && !isUuid(holderId))
    throw new TongbanError('BAD_USER_INPUT', 'input.holderId must be the id of a holder');
  return {
    inquiryId: randomUUID(),
    caseId: caseId ?? null,
    holderId: holderId ?? null,
    askedDivision: parseDivisionArgument('input.askedDivision', input.askedDivision),
    askedDepartment: fromDepartmentName(input.askedDepartment),
    waits: input.caseWaits ?? false,
    limitWorkingDays: days,
    askedAt,
    question: requireText('input.question', input.question),
  };
}

async function findVisible(caseId: string, { services, caller }: CommandTools): Promise<FoundCase> {
  const found = await findCase(services.database, caseId);
  if (found !== null && (await caller.maySee(found))) return found;
  throw new TongbanError('NOT_FOUND', 'There is no such case');
}

/** Inside a case its own places ask, each for itself. */
async function authorize(
  asking: DivisionCode,
  found: FoundCase | null,
  { caller }: CommandTools,
): Promise<Actor> {
  const office = caller.requireOffice(asking);
  if (found === null) return caller.actor('CLERK', office);
  const { ACCEPTING, OWNING, THIRD } = found.record.divisions;
  if (![ACCEPTING, OWNING, THIRD].includes(asking))
    throw new TongbanError('BAD_USER_INPUT', 'input.askingDivision must be a place of the case');
  return requireClerk(caller, found, [asking]);
}

/** Somebody who is known, and not the clerk (回避). */
async function requireHolder(
  { holderId, askedDivision }: Pick<NewInquiry, 'holderId' | 'askedDivision'>,
  found: FoundCase | null,
  { services, caller, signal }: CommandTools,
): Promise<void> {
  if (holderId === null) return;
  if (found !== null) {
    if (found.parties.some((party) => party.holderId === holderId)) return;
    throw new TongbanError('BAD_USER_INPUT', 'input.holderId must be a party of the case');
  }
  if ((await caller.findSelf()) === holderId)
    throw new TongbanError('FORBIDDEN', 'A clerk does not ask about themselves');
  await services.people.sealFor(askedDivision, [holderId], { requestId: caller.requestId, signal });
}
