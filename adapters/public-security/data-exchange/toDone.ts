import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { type AnsweredStep, expectStep } from '../../steps/expectStep.ts';
import { readOutputs } from '../../steps/readOutputs.ts';
import type { DoneRow } from './handlingWire.ts';
import type { StepService } from './services.ts';

/** What was asked, and of which service. */
export interface DealReading {
  readonly request: StepRequest;
  readonly applicant: HolderIdentity;
  readonly service: StepService;
  readonly jurisdiction: DivisionCode;
}

/**
 * What came of a step that is done.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH` for another step or person; `JURISDICTION_BAD_RESPONSE` where a promised output
 *   is missing.
 * @see docs/dialects/data-exchange.md, 8.2
 */
export function toDone(row: DoneRow, { request, applicant, service, jurisdiction }: DealReading): StepResult {
  expectStep({
    asked: { ...request, applicant },
    answered: answeredStep(row, applicant.kind),
    jurisdiction,
  });
  const written = row.jg.map(({ zdm, zdz }) => ({ name: zdm, value: zdz }));
  return { outcome: 'DONE', outputs: readOutputs(written, { promised: service.outputs, jurisdiction }) };
}

/** A credit code of digits only could be somebody's citizen number: a row with the other pair of keys is nobody's. */
function answeredStep(row: DoneRow, kind: HolderIdentity['kind']): AnsweredStep {
  const { ywbh: businessKey, xtbh: collaborationNumber, gmsfhm, xm, tyshxydm, dwmc } = row;
  const [number, name, other] = kind === 'NATURAL_PERSON' ? [gmsfhm, xm, tyshxydm] : [tyshxydm, dwmc, gmsfhm];
  const isClear = number !== null && other === null;
  return { businessKey, collaborationNumber, number: isClear ? number : '', name: name ?? '' };
}
