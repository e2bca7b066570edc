import type { CitizenNumber } from '../../../domain/citizenNumber.ts';
import type { NodeAnswer } from './NodeAnswer.ts';
import type { NodeTransaction } from './nodeOperations.ts';
import type { NodeRequest } from './writeRequest.ts';

/** A question to the hub. */
export interface NodeQuestion extends NodeRequest {
  readonly transaction: NodeTransaction;
  /** Who stands in the lines of its file, from the first line on; empty for a question about one person. */
  readonly lines: readonly CitizenNumber[];
}

/** Asks the hub as our node, whichever replica owns it. */
export type AskNode = (question: NodeQuestion, signal: AbortSignal) => Promise<NodeAnswer>;
