import type { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { outputForms } from '../../steps/outputForms.ts';
import type { StepBusiness } from '../../steps/StepBusiness.ts';

const { digits, characters, flag, flagMeanings } = outputForms;

/** What an application or a cancellation is called at the bus; `code` is 业务代码. */
export interface BusBusiness extends StepBusiness {
  /** 业务类别 of our call. */
  readonly businessClass: string;
  /** 返回码 that means success in its ack, and in no other. */
  readonly success: string;
  /** 业务类别 of the call that brings the answer. */
  readonly feedbackClass: string;
  /** Takes back what another business with the same code did. */
  readonly isCancellation: boolean;
}

const application = (businessClass: string, success: string, feedbackClass: string) =>
  ({ businessClass, success, feedbackClass, isCancellation: false }) as const;
const cancellation = (businessClass: string, success: string, feedbackClass: string) =>
  ({ businessClass, success, feedbackClass, isCancellation: true, outputs: {} }) as const;

const MOVE = application('0201', '1', '0202');
const UNDO_MOVE = cancellation('0203', '3', '0202');
const BIRTH = application('0301', '1', '0302');
const CARD = application('0401', '2', '0402');
const DOCUMENT = application('0501', '0', '0502');
const BOOK = application('0601', '3', '0602');

const HOUSEHOLD = { HH: { name: 'householdNumber', form: digits(9) } };
const BOOK_ELSEWHERE = {
  name: 'bookElsewhere',
  form: flag,
  meanings: flagMeanings,
  isOptional: true,
} as const;
const ISSUED = { ZMBH: { name: 'documentNumber', form: characters(18) } };

/**
 * What our actions are called at the bus, with the outputs that each promises.
 *
 * @see docs/dialects/collaboration-bus.md, 13.1 and 13.6
 */
export const BUSINESSES = {
  'issue-migration-permit': {
    ...MOVE,
    code: 'ZQ',
    outputs: { ZQZBH: { name: 'permitNumber', form: characters(20) } },
  },
  'undo-issue-migration-permit': { ...UNDO_MOVE, code: 'ZQ' },
  'move-out': {
    ...MOVE,
    code: 'QC',
    outputs: { QYZBH: { name: 'certificateNumber', form: characters(20) } },
  },
  'undo-move-out': { ...UNDO_MOVE, code: 'QC' },
  'register-move-in': { ...MOVE, code: 'LH', outputs: HOUSEHOLD },
  'register-newborn': { ...BIRTH, code: 'CS', outputs: { ...HOUSEHOLD, HBYD: BOOK_ELSEWHERE } },
  'undo-register-newborn': { ...cancellation('0303', '3', '0302'), code: 'CS' },
  'amend-household': { ...BOOK, code: 'BG', outputs: {} },
  'sign-identity-card': {
    ...CARD,
    code: 'SQ',
    outputs: { QFBH: { name: 'signingNumber', form: digits(18) } },
  },
  'undo-sign-identity-card': { ...cancellation('0403', '0', '0402'), code: 'SQ' },
  'make-identity-card': {
    ...CARD,
    code: 'ZZ',
    outputs: { ZZPC: { name: 'cardBatch', form: digits(14) } },
  },
  'make-temporary-identity-card': {
    ...CARD,
    code: 'LZ',
    outputs: { LSZBH: { name: 'cardNumber', form: characters(16) } },
  },
  'issue-hukou-certificate': { ...DOCUMENT, code: 'HZ', outputs: ISSUED },
  'issue-no-criminal-record-certificate': { ...DOCUMENT, code: 'WF', outputs: ISSUED },
} as const satisfies Record<(typeof STEP_ACTIONS)['publicSecurity'][number], BusBusiness>;
