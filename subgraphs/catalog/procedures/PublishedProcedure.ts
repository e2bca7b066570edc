import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { ProcedureStep } from '../../../domain/cases/ProcedureStep.ts';
import type { Evidence } from '../citations/Evidence.ts';
import type { HandlingWay } from './HandlingWay.ts';

/** 办理流程 as the catalogue publishes it: what it handles, and how each step is known. */
export interface PublishedProcedure extends Procedure, Evidence {
  /** Codes, in the order of the document. */
  readonly itemCodes: readonly string[];
  readonly ways: readonly HandlingWay[];
  readonly steps: readonly PublishedStep[];
}

/** 办理环节 as the catalogue publishes it. */
export type PublishedStep = ProcedureStep & Evidence & { readonly deadlineEvidence: Evidence | null };
