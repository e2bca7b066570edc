import { HandlingDesk } from '../../../handling/HandlingDesk.ts';
import type { HandlingManner } from '../../../handling/HandlingManner.ts';
import type { HandlingSite } from '../../../handling/HandlingSite.ts';
import { FUND_BUSINESSES } from './fundBusinesses.ts';

const MANNER: HandlingManner = {
  dedupes: true,
  pends: true,
  callsBack: false,
  entersLate: false,
  actions: new Map(
    [...FUND_BUSINESSES.values()].map(({ action, outputs }) => [action, outputs.map(([, output]) => output)]),
  ),
  refusals: {
    'unknown-person': { code: 'B01', reason: '申请人信息不符' },
    'nothing-to-undo': { code: 'B04', reason: '无可撤销业务' },
    decided: { code: 'B04', reason: '无可撤销业务' },
    other: { code: 'B99', reason: '其他' },
  },
  busyCode: '3001',
  errorCode: '9999',
  conflictCode: '2003',
  isSameName: (asked, onFile) => asked.trim() === onFile.trim(),
  refuseUndo: () => null,
};

/** Where a centre handles. */
export const createFundDesk = (site: HandlingSite): HandlingDesk => new HandlingDesk(site, MANNER);
