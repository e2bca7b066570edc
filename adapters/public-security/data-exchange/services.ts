import type { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { outputForms } from '../../steps/outputForms.ts';
import type { StepBusiness } from '../../steps/StepBusiness.ts';

const { digits, characters, flag, flagMeanings } = outputForms;

/** What code `50` of a failure means at a service; at others nobody knows. */
export type FiftyMeaning = 'PERMIT_VOID' | 'NOTHING_WRITTEN';

/** A service (服务) of handling; its id is the code. */
export interface StepService extends StepBusiness {
  readonly fifty?: FiftyMeaning;
}

const HOUSEHOLD = { hh: { name: 'householdNumber', form: digits(9) } };
const BOOK_ELSEWHERE = {
  name: 'bookElsewhere',
  form: flag,
  meanings: flagMeanings,
  isOptional: true,
} as const;
const DOCUMENT = { zmbh: { name: 'documentNumber', form: characters(18) } };

/**
 * 服务标识 of our actions, with the outputs that each promises.
 *
 * @see docs/dialects/data-exchange.md, 8.3 and 8.5
 */
export const SERVICES = {
  'issue-migration-permit': {
    code: 'deal-701',
    outputs: { zqzbh: { name: 'permitNumber', form: characters(20) } },
    fifty: 'PERMIT_VOID',
  },
  'undo-issue-migration-permit': { code: 'deal-751', outputs: {}, fifty: 'PERMIT_VOID' },
  'move-out': {
    code: 'deal-702',
    outputs: { qyzbh: { name: 'certificateNumber', form: characters(20) } },
    fifty: 'PERMIT_VOID',
  },
  'undo-move-out': { code: 'deal-752', outputs: {}, fifty: 'PERMIT_VOID' },
  'register-move-in': { code: 'deal-703', outputs: HOUSEHOLD, fifty: 'PERMIT_VOID' },
  'register-newborn': { code: 'deal-711', outputs: { ...HOUSEHOLD, hbyd: BOOK_ELSEWHERE } },
  'undo-register-newborn': { code: 'deal-761', outputs: {} },
  'amend-household': { code: 'deal-712', outputs: {} },
  'sign-identity-card': {
    code: 'deal-721',
    outputs: { qfbh: { name: 'signingNumber', form: digits(18) } },
    fifty: 'NOTHING_WRITTEN',
  },
  'undo-sign-identity-card': { code: 'deal-771', outputs: {}, fifty: 'NOTHING_WRITTEN' },
  'make-identity-card': {
    code: 'deal-722',
    outputs: { zzpc: { name: 'cardBatch', form: digits(14) } },
    fifty: 'NOTHING_WRITTEN',
  },
  'make-temporary-identity-card': {
    code: 'deal-723',
    outputs: { lszbh: { name: 'cardNumber', form: characters(16) } },
    fifty: 'NOTHING_WRITTEN',
  },
  'issue-hukou-certificate': { code: 'deal-731', outputs: DOCUMENT, fifty: 'NOTHING_WRITTEN' },
  'issue-no-criminal-record-certificate': {
    code: 'deal-732',
    outputs: DOCUMENT,
    fifty: 'NOTHING_WRITTEN',
  },
} as const satisfies Record<(typeof STEP_ACTIONS)['publicSecurity'][number], StepService>;
