import type { Department } from '../department.ts';
import type { Procedure } from './Procedure.ts';

/** 主办部门: whose system a procedure asks first; `null` where clerks do everything. */
export function departmentOf({ steps }: Procedure): Department | null {
  for (const step of steps) if (step.performer === 'SYSTEM') return step.department;
  return null;
}
