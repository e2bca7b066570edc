import { HandlingDesk } from '../../../handling/HandlingDesk.ts';
import type { HandlingManner } from '../../../handling/HandlingManner.ts';
import type { HandlingSite } from '../../../handling/HandlingSite.ts';
import { undoableActions } from '../../../handling/undoableActions.ts';
import { tableBusinesses } from './tableBusinesses.ts';

const mannerOf = (department: string): HandlingManner => ({
  dedupes: true,
  pends: true,
  callsBack: true,
  entersLate: false,
  actions: undoableActions(tableBusinesses(department).values()),
  refusals: {
    'unknown-person': { code: 'E1', reason: '人员信息不符' },
    'nothing-to-undo': { code: 'E4', reason: '无可撤销业务' },
    decided: { code: 'E4', reason: '无可撤销业务' },
    other: { code: 'E9', reason: '其他' },
  },
  busyCode: '902',
  errorCode: '909',
  conflictCode: '207',
  isSameName: (asked, onFile) => asked.trim() === onFile.trim(),
  refuseUndo: () => null,
});

/** Where a centre at its front-end database handles. */
export const createTableDesk = (site: HandlingSite): HandlingDesk =>
  new HandlingDesk(site, mannerOf(site.department));
