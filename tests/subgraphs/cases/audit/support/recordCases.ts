import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { acted } from '../../support/act.ts';
import type { CasesScene } from '../../support/CasesScene.ts';
import { callers } from '../../support/callers.ts';
import type { FakePlace } from '../../support/FakePlace.ts';
import { INPUTS, submitted } from '../../support/submit.ts';

/** What people wrote in the cases below. */
export const REASON = '暗号理由';

const OPEN = 'mutation ($input: OpenInquiryInput!) { openInquiry(input: $input) { inquiry { id } } }';
const ANSWER = 'mutation ($input: AnswerInquiryInput!) { answerInquiry(input: $input) { inquiry { id } } }';

const opened = z.object({ openInquiry: z.object({ inquiry: z.object({ id: z.string() }) }) });

/** Anhui asks Guangdong, which answers. @returns the id of the inquiry. */
export async function inquired(scene: CasesScene, about: object): Promise<string> {
  const office = { askingDivision: '340100', askedDivision: '440100', askedDepartment: 'HOUSING_FUND' };
  const input = { idempotencyKey: randomUUID(), ...office, question: REASON, ...about };
  const { data } = await scene.ask(callers.anhui, OPEN, { input });
  const inquiryId = opened.parse(data).openInquiry.inquiry.id;
  const answer = { idempotencyKey: randomUUID(), inquiryId, answer: REASON };
  const { errors } = await scene.ask(callers.guangdong, ANSWER, { input: answer });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return inquiryId;
}

export interface RecordedCases {
  /** Granted, delivered, rated badly, answered for; an inquiry in it was answered. */
  readonly closed: string;
  readonly declined: string;
  readonly running: string;
}

/** Cases that have all that is on record of cases, and an inquiry outside of any. */
export async function recordCases(scene: CasesScene, place: FakePlace): Promise<RecordedCases> {
  const { anhui, applicant } = callers;
  const engineer = await scene.hireEngineer();
  const closed = await submitted(scene, INPUTS.transfer);
  const clerk = (name: Parameters<typeof acted>[1]['name'], input = {}) =>
    acted(scene, { name, caller: anhui, caseId: closed, input });
  const { version } = await clerk('acceptCase');
  await inquired(scene, { caseId: closed, expectedVersion: version });
  await inquired(scene, {});
  await clerk('decideCase', { step: 'second-review', decision: 'GRANT', reason: REASON });
  place.answer = ({ action }) =>
    action === 'book-transfer'
      ? { outcome: 'REFUSED', code: '-3', reason: REASON }
      : { outcome: 'DONE', outputs: { letterNumber: 'PAPER-7766554433' } };
  await engineer.work();
  await clerk('resolveParked', { step: 'book', resolution: 'DONE', reason: REASON });
  await clerk('recordDelivery', { by: 'POSTAL' });
  await acted(scene, { name: 'rateCase', caller: applicant, caseId: closed, input: { grade: 1 } });
  await clerk('answerCorrection', { answer: REASON });
  const declined = await submitted(scene, INPUTS.transfer);
  await acted(scene, { name: 'declineCase', caller: anhui, caseId: declined, input: { reason: REASON } });
  return { closed, declined, running: await submitted(scene, INPUTS.transfer) };
}
