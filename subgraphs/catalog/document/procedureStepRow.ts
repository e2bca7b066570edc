import { z } from 'zod';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import { STEP_ROLES } from '../../../domain/cases/stepRole.ts';
import { DEPARTMENTS } from '../../../domain/department.ts';
import { evidenceFields } from './evidenceRow.ts';
import { filledText } from './filledText.ts';
import { formFieldName } from './formFieldName.ts';
import { slugText } from './slugText.ts';
import { stepDeadlineRow } from './stepDeadlineRow.ts';

const action = z.custom<StepAction>(isStepAction, 'is nothing that a system may be asked to do');

const anyStep = {
  key: slugText,
  nameZh: filledText.max(60),
  role: z.enum(STEP_ROLES),
  stage: z.int().min(1),
  when: z
    .strictObject({ step: slugText, output: formFieldName, equals: filledText })
    .nullable()
    .default(null),
  deadlineWorkingDays: stepDeadlineRow.nullable().default(null),
  isPivot: z.boolean(),
  ...evidenceFields,
};

/** 办理环节: a step of a procedure, and how it is known that it is done. */
export const procedureStepRow = z.discriminatedUnion('performer', [
  z.strictObject({
    ...anyStep,
    performer: z.literal('SYSTEM'),
    department: z.enum(DEPARTMENTS),
    action,
    compensation: action.nullable().default(null),
  }),
  z.strictObject({ ...anyStep, performer: z.literal('CLERK') }),
]);

export type ProcedureStepRow = z.output<typeof procedureStepRow>;
