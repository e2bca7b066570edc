import type { NodeAnswer } from './NodeAnswer.ts';
import type { NodeRequest } from './writeRequest.ts';

/** Asks the hub as our node, whichever replica owns it. */
export type AskNode = (request: NodeRequest, signal: AbortSignal) => Promise<NodeAnswer>;
