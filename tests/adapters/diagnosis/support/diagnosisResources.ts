import { randomBytes } from 'node:crypto';
import type { DiagnosisResources } from '../../../../adapters/DiagnosisResources.ts';

/** Of a server without a database, now. */
export const diagnosisResources: DiagnosisResources = {
  now: () => Date.now(),
  nonce: () => randomBytes(12).toString('hex'),
  hasStore: false,
};
