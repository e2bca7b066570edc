import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { CaseRecord, Party } from '../CaseRecord.ts';
import type { PeopleClient } from '../client/PeopleClient.ts';
import type { SealedStepRequest } from '../client/StepClient.ts';
import type { ClaimedStep } from './ClaimedStep.ts';

/** What a step is done with, as the case has it now. */
export interface StepMaterial {
  readonly record: CaseRecord;
  readonly parties: readonly Party[];
  /** By name: `form`, `outputs:<step>`. */
  readonly contents: Readonly<Record<string, unknown>>;
}

/** Makes the request of a step, sealed for the authority that is asked. */
export type PrepareStep = (
  step: ClaimedStep,
  jurisdiction: DivisionCode,
  signal: AbortSignal,
) => Promise<SealedStepRequest>;

/** @param read - what the case holds. @throws {TongbanError} NOT_FOUND when it was erased, or a party is not known any more. */
export function createPrepareStep(
  read: (caseId: string) => Promise<StepMaterial>,
  people: PeopleClient,
): PrepareStep {
  return async (step, jurisdiction, signal) => {
    const { record, parties, contents } = await read(step.caseId);
    const sealed = await people.sealFor(jurisdiction, [...new Set(parties.map(({ holderId }) => holderId))], {
      requestId: step.stepKey,
      signal,
    });
    return {
      stepKey: step.stepKey,
      businessKey: step.businessKey,
      collaborationNumber: record.caseNumber,
      action: step.action,
      item: record.item,
      acceptingDivision: record.divisions.ACCEPTING,
      owningDivision: record.divisions.OWNING,
      parties: parties.map(({ role, holderId }) => ({ role, sealedIdentity: sealed.get(holderId) ?? '' })),
      form: formOf(contents),
    };
  };
}

/** What was filled in, then what the steps so far have brought (numbers of papers, amounts). */
function formOf(contents: StepMaterial['contents']): Readonly<Record<string, string>> {
  const parts = Object.entries(contents)
    .filter(([name]) => name === 'form' || name.startsWith('outputs:'))
    .toSorted(([one], [other]) => Number(other === 'form') - Number(one === 'form'));
  return Object.fromEntries(parts.flatMap(([, values]) => textsOf(values)));
}

function textsOf(values: unknown): readonly (readonly [string, string])[] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
