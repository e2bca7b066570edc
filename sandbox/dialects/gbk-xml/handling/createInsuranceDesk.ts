import { HandlingDesk } from '../../../handling/HandlingDesk.ts';
import type { HandlingManner } from '../../../handling/HandlingManner.ts';
import type { HandlingSite } from '../../../handling/HandlingSite.ts';
import { isSameName } from '../isSameName.ts';
import { INSURANCE_BUSINESSES } from './insuranceBusinesses.ts';

const MANNER: HandlingManner = {
  dedupes: false,
  pends: true,
  callsBack: false,
  entersLate: true,
  actions: new Map(
    [...INSURANCE_BUSINESSES.values()].map(({ action, outputs }) => [
      action,
      outputs.map(([, output]) => output),
    ]),
  ),
  refusals: {
    'unknown-person': { code: 'J01', reason: '人员信息不符' },
    'nothing-to-undo': { code: 'J04', reason: '无可撤销业务' },
    decided: { code: 'J04', reason: '无可撤销业务' },
    other: { code: 'J99', reason: '其他' },
  },
  busyCode: '9998',
  errorCode: '9999',
  // Never said: the system does not notice.
  conflictCode: '9999',
  isSameName,
  refuseUndo: () => null,
};

/** Where a social insurance system handles. */
export const createInsuranceDesk = (site: HandlingSite): HandlingDesk => new HandlingDesk(site, MANNER);
