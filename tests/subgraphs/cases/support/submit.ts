import { randomUUID } from 'node:crypto';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import type { Answer, CasesScene } from './CasesScene.ts';
import { callers } from './callers.ts';

/** Inputs that are as they should be; every text of a form is one that must stand nowhere in clear. */
export const INPUTS = {
  /** At once: hold, then pay, both in Hunan. */
  retirement: {
    item: 'fund-withdraw-retirement',
    acceptingDivision: '340100',
    owningDivision: '430100',
    channel: 'PORTAL',
    form: {
      retiredOn: '2031-07-05',
      amount: '7788991.55',
      bankName: '某某银行暗号支行',
      bankAccountNumber: '6222000011117777',
    },
  },
  /** By clerks of Anhui, then through both places, with a branch at the end. */
  transfer: {
    item: 'fund-transfer',
    acceptingDivision: '340100',
    owningDivision: '430100',
    channel: 'PORTAL',
    form: {
      originCenter: '暗号转出中心',
      destinationAccountNumber: '34990077665544',
      contactPhone: '0731-77665544',
    },
  },
  /** Side by side with a third place, where the house stands. */
  purchase: {
    item: 'fund-withdraw-purchase',
    acceptingDivision: '340100',
    owningDivision: '430100',
    thirdDivision: '340200',
    channel: 'APP',
    form: {
      houseDivision: '340200',
      houseAddress: '暗号路七十七号',
      contractNumber: 'HT-7766-5544',
      amount: '7788991.55',
      bankName: '某某银行暗号支行',
      bankAccountNumber: '6222000011117777',
    },
  },
} as const;

const SUBMIT = `mutation Submit($input: SubmitCaseInput!) { submitCase(input: $input) { case { id version status } } }`;

/** Submits an input, changed as a test wants it. */
export const submit = (
  scene: CasesScene,
  input: Readonly<Record<string, unknown>>,
  caller: CallContextCaller | null = callers.applicant,
): Promise<Answer> => scene.ask(caller, SUBMIT, { input: { idempotencyKey: randomUUID(), ...input } });

/** @returns the id of a case that was opened. @throws {Error} with the answer when none was. */
export async function submitted(
  scene: CasesScene,
  input: Readonly<Record<string, unknown>>,
  caller: CallContextCaller | null = callers.applicant,
): Promise<string> {
  return caseOf(await submit(scene, input, caller)).id;
}

export interface CaseSeen {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

/** The case in the answer to a mutation. @throws {Error} with the answer when there is none. */
export function caseOf(answer: Answer): CaseSeen {
  const payload = Object.values(answer.data ?? {})[0];
  if (typeof payload === 'object' && payload !== null && 'case' in payload) return payload.case as CaseSeen;
  throw new Error(JSON.stringify(answer));
}
