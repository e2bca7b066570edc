import { HandlingDesk } from '../../../handling/HandlingDesk.ts';
import type { HandlingManner } from '../../../handling/HandlingManner.ts';
import type { HandlingSite } from '../../../handling/HandlingSite.ts';
import { undoableActions } from '../../../handling/undoableActions.ts';
import { fileBusinesses } from './fileBusinesses.ts';

const mannerOf = (department: string): HandlingManner => ({
  dedupes: false,
  pends: true,
  callsBack: true,
  entersLate: false,
  actions: undoableActions(fileBusinesses(department).values()),
  refusals: {
    'unknown-person': { code: 'R1', reason: '人员信息不符' },
    'nothing-to-undo': { code: 'R4', reason: '无可撤销业务' },
    decided: { code: 'R4', reason: '无可撤销业务' },
    other: { code: 'R9', reason: '其他' },
  },
  busyCode: '3201',
  errorCode: '3209',
  // Never said: the loader does not notice.
  conflictCode: '3209',
  isSameName: (asked, onFile) => asked.trim() === onFile.trim(),
  refuseUndo: () => null,
});

/** Where a centre at its folder handles. */
export const createFileDesk = (site: HandlingSite): HandlingDesk =>
  new HandlingDesk(site, mannerOf(site.department));
