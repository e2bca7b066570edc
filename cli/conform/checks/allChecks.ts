import type { Check } from '../Check.ts';
import { contextChecks } from './contextChecks.ts';
import { contractChecks } from './contractChecks.ts';
import { deadlineChecks } from './deadlineChecks.ts';
import { entityChecks } from './entityChecks.ts';
import { errorFormChecks } from './errorFormChecks.ts';
import { personChecks } from './personChecks.ts';
import { requestErrorChecks } from './requestErrorChecks.ts';
import { transportChecks } from './transportChecks.ts';

/** The whole suite, in its order: what looks at everything that was seen comes last. */
export const allChecks: readonly Check[] = [
  ...contractChecks,
  ...contextChecks,
  ...entityChecks,
  ...requestErrorChecks,
  ...transportChecks,
  ...deadlineChecks,
  ...personChecks,
  ...errorFormChecks,
];
