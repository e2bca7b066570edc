import { z } from 'zod';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { ProcedureStep } from '../../../domain/cases/ProcedureStep.ts';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import { STEP_ROLES } from '../../../domain/cases/stepRole.ts';

const action = z.custom<StepAction>(isStepAction);

const DEPARTMENTS = {
  PUBLIC_SECURITY: 'publicSecurity',
  SOCIAL_INSURANCE: 'socialInsurance',
  HOUSING_FUND: 'housingFund',
} as const;

const anyStep = {
  key: z.string(),
  name: z.string(),
  role: z.enum(STEP_ROLES),
  stage: z.int().min(1),
  when: z.object({ step: z.string(), output: z.string(), equals: z.string() }).nullable(),
  deadlineWorkingDays: z.int().nullable(),
  isPivot: z.boolean(),
};

const step = z
  .discriminatedUnion('performer', [
    z.object({
      ...anyStep,
      performer: z.literal('SYSTEM'),
      department: z.enum(['PUBLIC_SECURITY', 'SOCIAL_INSURANCE', 'HOUSING_FUND']),
      action,
      compensation: action.nullable(),
    }),
    z.object({ ...anyStep, performer: z.literal('CLERK') }),
  ])
  .transform(({ name, ...rest }): ProcedureStep => {
    return rest.performer === 'SYSTEM'
      ? { ...rest, nameZh: name, department: DEPARTMENTS[rest.department] }
      : { ...rest, nameZh: name };
  });

/** A procedure as the catalogue answers it. */
export const procedureShape = z
  .object({
    id: z.string(),
    version: z.int().min(1),
    name: z.string(),
    acceptance: z.enum(['AUTOMATIC', 'CLERK']),
    steps: z.array(step).min(1),
  })
  .transform(({ name, ...rest }): Procedure => ({ ...rest, nameZh: name }));
