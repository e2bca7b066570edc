import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { formatYuan, parseYuan } from '../../../domain/yuan.ts';
import { readOutputs, type WrittenOutput } from '../../steps/readOutputs.ts';
import { resultOfState } from '../../steps/resultOfState.ts';
import type { CipherBusiness, WireKind } from './businesses.ts';
import { type CipherEntry, HANDLING_STATES } from './handlingWire.ts';

interface EntryReading {
  readonly business: CipherBusiness;
  readonly jurisdiction: DivisionCode;
}

/**
 * What an entry says of its step.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` for one without what its business promises, or its refusal's code.
 * @see docs/dialects/national-cipher.md, 10.2
 */
export function toEntryResult(entry: CipherEntry, { business, jurisdiction }: EntryReading): StepResult {
  const { state, refuseCode: code, refuseText: reason } = entry;
  return resultOfState({ state, code, reason }, HANDLING_STATES, {
    jurisdiction,
    outputs: () => readOutputs(writtenIn(entry, business), { promised: business.outputs, jurisdiction }),
  });
}

const writtenIn = (
  { outputs }: CipherEntry,
  { outputs: promised }: CipherBusiness,
): readonly WrittenOutput[] =>
  Object.entries(outputs).flatMap(([name, value]) => {
    if (Object.hasOwn(promised, name)) return [{ name, value: told(value, promised[name]?.wireKind) }];
    // What nobody promised is kept where it is text.
    return typeof value === 'string' ? [{ name, value }] : [];
  });

/** A value as it is told; what is of another form than it must be becomes nothing, which no promise allows. */
function told(value: unknown, kind: WireKind | undefined): string {
  if (kind === 'FLAG') return typeof value === 'boolean' ? String(value) : '';
  if (typeof value !== 'string') return '';
  const text = value.trim();
  switch (kind) {
    case 'YUAN':
      return /^\d{1,15}(?:\.\d{1,2})?$/.test(text) ? formatYuan(parseYuan(text)) : '';
    case 'DAY':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.replaceAll('-', '') : '';
    case undefined:
      return text;
  }
}
