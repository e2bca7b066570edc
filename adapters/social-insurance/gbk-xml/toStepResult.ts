import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { readOutputs } from '../../steps/readOutputs.ts';
import { resultOfState } from '../../steps/resultOfState.ts';
import type { StepBusiness } from '../../steps/StepBusiness.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { HANDLING_STATES, type HandlingEntry } from './handlingWire.ts';
import { isSameName } from './isSameName.ts';

/** What was asked, and of whom. */
export interface StepReading {
  readonly asked: {
    readonly businessKey: string;
    readonly collaborationNumber: string;
    readonly applicant: HolderIdentity;
  };
  readonly business: StepBusiness;
  readonly jurisdiction: DivisionCode;
}

/**
 * What one entry says of the step that was asked for.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH` for one about another step or person; `JURISDICTION_BAD_RESPONSE` for one
 *   about another business, or without what the business promises.
 * @see docs/dialects/gbk-xml.md, 10.2
 */
export function toStepResult(entry: HandlingEntry, reading: StepReading): StepResult {
  const { business, jurisdiction } = reading;
  expectSameStep(entry, reading);
  const { '@blzt': state, '@jjdm': code, '@jjyy': reason, jg } = entry;
  return resultOfState({ state, code, reason }, HANDLING_STATES, {
    jurisdiction,
    outputs: () => {
      const written = jg.map(({ '@xm': name, '@xz': value }) => ({ name, value }));
      return readOutputs(written, { promised: business.outputs, jurisdiction });
    },
  });
}

function expectSameStep(
  entry: HandlingEntry,
  { asked: { businessKey, collaborationNumber, applicant }, business, jurisdiction }: StepReading,
): void {
  const isSame =
    entry['@ywbh'] === businessKey &&
    entry['@xtbh'] === collaborationNumber &&
    entry['@aac002'].toUpperCase() === applicant.number &&
    isSameName(applicant.name, entry['@aac003']);
  if (!isSame) {
    throw new TongbanError('IDENTITY_MISMATCH', `${jurisdiction} answered about another step or applicant`, {
      jurisdiction,
    });
  }
  if (entry['@bldm'] !== business.code) throw badResponse(jurisdiction, 'answered about another business');
}
