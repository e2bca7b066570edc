import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import type { JournaledStep } from './JournaledStep.ts';

/**
 * What is done about a step now: say where it stands; ask the system what became of it; send it; or leave it to a
 * person, because whether it happened can neither be asked nor be sent again without harm.
 */
export type StepMove = 'ANSWER' | 'ASK' | 'SEND' | 'PARK';

export interface MoveConditions {
  /** Whether the caller wants it done; else the caller only looks. */
  readonly isWanted: boolean;
  readonly port: Pick<StepPort, 'dedupes' | 'find'>;
  /** Whether the system was not asked about this step just now. */
  readonly mayAsk: boolean;
}

/** The move that a step's state allows; none of them sends a second time what may have had its effect. */
export function nextMove(
  { state, isOwned }: Pick<JournaledStep, 'state' | 'isOwned'>,
  { isWanted, port, mayAsk }: MoveConditions,
): StepMove {
  if (isOwned) return 'ANSWER';
  const askOrAnswer = port.find !== null && mayAsk ? 'ASK' : 'ANSWER';
  switch (state) {
    case 'DONE':
    case 'REFUSED':
      return 'ANSWER';
    case 'RECEIVED':
    case 'FAILED':
      return isWanted ? 'SEND' : 'ANSWER';
    case 'PENDING':
      return askOrAnswer;
    case 'SENT':
    case 'UNKNOWN':
      if (port.find !== null) return askOrAnswer;
      if (!port.dedupes) return 'PARK';
      return isWanted ? 'SEND' : 'ANSWER';
  }
}
