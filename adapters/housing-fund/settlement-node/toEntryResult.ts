import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { formatYuan } from '../../../domain/yuan.ts';
import { readOutputs } from '../../steps/readOutputs.ts';
import { resultOfState } from '../../steps/resultOfState.ts';
import { badResponse } from '../../transport/badResponse.ts';
import type { NodeBusiness } from './businesses.ts';
import { HANDLING_STATES, type NodeEntry } from './handlingWire.ts';
import type { AmountUnit } from './options.ts';

export interface EntryReading {
  readonly business: NodeBusiness;
  readonly unit: AmountUnit;
  readonly jurisdiction: DivisionCode;
}

/**
 * What an entry says of its step.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` for one without what its business promises, or its refusal's code.
 * @see docs/dialects/settlement-node.md, 12.2
 */
export function toEntryResult(entry: NodeEntry, reading: EntryReading): StepResult {
  const { jurisdiction } = reading;
  const { BLZT: state, JJDM: code, JJYY: reason, JG, JGS } = entry;
  if (JG.length !== JGS) throw badResponse(jurisdiction, 'gave another number of outputs than it says');
  return resultOfState({ state, code, reason }, HANDLING_STATES, {
    jurisdiction,
    outputs: () => outputsOf(entry, reading),
  });
}

function outputsOf(
  { JG }: NodeEntry,
  { business, unit, jurisdiction }: EntryReading,
): Readonly<Record<string, string>> {
  const promised = business.outputs;
  const written = JG.map(({ XMC: name, XMZ: value }) => {
    const isAmount = Object.hasOwn(promised, name) && promised[name]?.isAmount === true;
    return { name, value: isAmount && unit === 'fen' ? yuanOf(value, jurisdiction) : value };
  });
  return readOutputs(written, { promised, jurisdiction });
}

/** With decimals it would be an amount of yuan, at a place that was written down wrongly. */
function yuanOf(value: string, jurisdiction: DivisionCode): string {
  if (!/^\d{14}$/.test(value)) throw badResponse(jurisdiction, 'gave an amount that is none of fen');
  return formatYuan(BigInt(value));
}
