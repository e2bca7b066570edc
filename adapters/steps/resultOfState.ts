import type { StepResult } from '../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { badResponse } from '../transport/badResponse.ts';

/** What a system says of an entry of its own, in its words. */
export interface EntryState {
  readonly state: string;
  /** Of a refusal. */
  readonly code: string;
  readonly reason: string;
}

/** How a dialect writes its states, and how it calls what was taken back. */
export interface EntryStates {
  readonly done: string;
  readonly inWork: string;
  readonly refused: string;
  readonly takenBack: string;
  readonly takenBackReason: string;
}

/**
 * What an entry in one of four states says of its step; of another state nobody can tell.
 *
 * @param outputs - of an entry that is done.
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` for a refusal without its code; whatever `outputs` does.
 */
export function resultOfState(
  { state, code, reason }: EntryState,
  states: EntryStates,
  {
    jurisdiction,
    outputs,
  }: { readonly jurisdiction: DivisionCode; outputs(): Readonly<Record<string, string>> },
): StepResult {
  switch (state) {
    case states.done:
      return { outcome: 'DONE', outputs: outputs() };
    case states.inWork:
      return { outcome: 'PENDING' };
    case states.refused:
      if (code === '') throw badResponse(jurisdiction, 'refused without a code');
      return { outcome: 'REFUSED', code, reason };
    case states.takenBack:
      return { outcome: 'REFUSED', code: state, reason: states.takenBackReason };
    default:
      return { outcome: 'UNKNOWN', code: state };
  }
}
