import { randomUUID } from 'node:crypto';
import { CALL_CONTEXT_HEADER, type CallContextCaller } from '../domain/callContext.ts';
import { signCallContext } from '../subgraphs/serving/signCallContext.ts';

const MUTATION = `mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { case { id } } }`;

export interface Submitter {
  /** The key of contexts for `cases`. */
  readonly contextKey: Uint8Array;
  readonly caller: CallContextCaller;
}

/**
 * One `submitCase`, as the gateway sends it to the server of cases.
 *
 * @param input - with its idempotency key.
 */
export function createSubmitRequest(
  { contextKey, caller }: Submitter,
  input: object,
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const context = signCallContext({
    audience: 'cases',
    contextKey,
    now: Date.now(),
    budgetMs: 10_000,
    requestId: randomUUID(),
    caller,
  });
  return {
    headers: { 'content-type': 'application/json', [CALL_CONTEXT_HEADER]: context },
    body: JSON.stringify({ query: MUTATION, variables: { input } }),
  };
}
