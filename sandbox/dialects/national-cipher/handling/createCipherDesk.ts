import { HandlingDesk } from '../../../handling/HandlingDesk.ts';
import type { HandlingManner } from '../../../handling/HandlingManner.ts';
import type { HandlingSite } from '../../../handling/HandlingSite.ts';
import { undoableActions } from '../../../handling/undoableActions.ts';
import { CIPHER_BUSINESSES } from './cipherBusinesses.ts';

const MANNER: HandlingManner = {
  dedupes: false,
  pends: true,
  callsBack: false,
  entersLate: true,
  actions: undoableActions(CIPHER_BUSINESSES.values()),
  refusals: {
    'unknown-person': { code: 'U01', reason: '人员信息不符' },
    'nothing-to-undo': { code: 'U04', reason: '无可撤销业务' },
    decided: { code: 'U04', reason: '无可撤销业务' },
    other: { code: 'U99', reason: '其他' },
  },
  busyCode: '9001',
  errorCode: '9999',
  // Never said: the system does not notice.
  conflictCode: '9999',
  isSameName: (asked, onFile) => asked.trim() === onFile.trim(),
  refuseUndo: () => null,
};

/** Where a business system behind a gateway handles. */
export const createCipherDesk = (site: HandlingSite): HandlingDesk => new HandlingDesk(site, MANNER);
