import type { Procedure } from '../domain/cases/Procedure.ts';

const step = {
  performer: 'SYSTEM',
  department: 'publicSecurity',
  when: null,
  deadlineWorkingDays: null,
  isPivot: false,
  compensation: null,
} as const;

/** 多地联办 in three steps at two places: permit, move out, move in; accepted at once. */
export const JOINT_PROCEDURE: Procedure = {
  id: 'bench-move',
  version: 1,
  nameZh: '测量用户口迁移',
  acceptance: 'AUTOMATIC',
  steps: [
    { ...step, key: 'permit', nameZh: '准迁', role: 'ACCEPTING', stage: 1, action: 'issue-migration-permit' },
    { ...step, key: 'move-out', nameZh: '迁出', role: 'OWNING', stage: 2, action: 'move-out', isPivot: true },
    { ...step, key: 'move-in', nameZh: '落户', role: 'ACCEPTING', stage: 3, action: 'register-move-in' },
  ],
};
