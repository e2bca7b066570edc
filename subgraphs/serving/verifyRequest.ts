import type { IncomingMessage } from 'node:http';
import { CALL_CONTEXT_HEADER, type CallContext } from '../../domain/callContext.ts';
import { type CallContextVerification, verifyCallContext } from './verifyCallContext.ts';

/** The signed context of a request. @throws {TongbanError} UNAUTHENTICATED, as `verifyCallContext` does. */
export function verifyRequest(
  { headers }: IncomingMessage,
  verification: CallContextVerification,
): CallContext {
  const header = headers[CALL_CONTEXT_HEADER];
  return verifyCallContext(typeof header === 'string' ? header : undefined, verification);
}
