import { CALL_CONTEXT_HEADER } from '../../../domain/callContext.ts';

export interface SubgraphAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Posts one operation with a signed context. */
export async function callSubgraph(
  url: string,
  context: string | undefined,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<SubgraphAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(context === undefined ? {} : { [CALL_CONTEXT_HEADER]: context }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: await response.json() };
}
