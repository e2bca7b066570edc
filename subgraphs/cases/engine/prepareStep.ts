import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { parseStepKey } from '../../../domain/cases/undoKey.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { Party } from '../CaseRecord.ts';
import type { PeopleClient } from '../client/PeopleClient.ts';
import type { SealedStepRequest } from '../client/StepClient.ts';
import type { ClaimedStep } from './ClaimedStep.ts';

/** What a step is done with, as the case had it when it was sent first. */
export interface StepMaterial {
  readonly caseNumber: string;
  readonly item: string;
  readonly accepting: DivisionCode;
  readonly owning: DivisionCode;
  readonly procedure: Procedure;
  readonly parties: readonly Party[];
  /** By name: `form`, `outputs:<step>`. */
  readonly contents: Readonly<Record<string, unknown>>;
}

/** Makes the request of a step, sealed for the authority that is asked; `null` when the step is somebody else's by now. */
export type PrepareStep = (
  step: ClaimedStep,
  jurisdiction: DivisionCode,
  signal: AbortSignal,
) => Promise<SealedStepRequest | null>;

/** @param begin - notes that the step is about to be sent, and reads what the case holds. @throws {TongbanError} NOT_FOUND when it was erased, or a party is not known any more. */
export function createPrepareStep(
  begin: (step: ClaimedStep) => Promise<StepMaterial | null>,
  people: PeopleClient,
): PrepareStep {
  return async (step, jurisdiction, signal) => {
    const material = await begin(step);
    if (material === null) return null;
    const { procedure, parties, contents } = material;
    const sealed = await people.sealFor(jurisdiction, [...new Set(parties.map(({ holderId }) => holderId))], {
      requestId: step.stepKey,
      signal,
    });
    return {
      stepKey: step.stepKey,
      businessKey: step.businessKey,
      collaborationNumber: material.caseNumber,
      action: step.action,
      item: material.item,
      acceptingDivision: material.accepting,
      owningDivision: material.owning,
      parties: parties.map(({ role, holderId }) => ({ role, sealedIdentity: sealed.get(holderId) ?? '' })),
      form: formOf(step.step, procedure, contents),
    };
  };
}

/**
 * What was filled in, then what earlier stages have brought (numbers of papers, amounts), and for a compensation what the
 * step itself has. Never what runs beside it brings meanwhile: whoever is asked twice must be asked for the same.
 */
function formOf(
  key: string,
  { steps }: Procedure,
  contents: StepMaterial['contents'],
): Readonly<Record<string, string>> {
  const { step: name, isUndo } = parseStepKey(key);
  const stage = steps.find((step) => step.key === name)?.stage ?? 0;
  const earlier = steps.filter((step) => step.stage < stage || (isUndo && step.key === name));
  const parts = [contents['form'], ...earlier.map((step) => contents[`outputs:${step.key}`])];
  return Object.fromEntries(parts.flatMap(textsOf));
}

function textsOf(values: unknown): readonly (readonly [string, string])[] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
