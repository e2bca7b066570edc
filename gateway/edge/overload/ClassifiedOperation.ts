import type { AdmittedOperation } from '../admission/AdmittedOperation.ts';

/** What tells how urgent an operation is. */
export type ClassifiedOperation = Pick<AdmittedOperation, 'query' | 'operationName' | 'variables'>;
