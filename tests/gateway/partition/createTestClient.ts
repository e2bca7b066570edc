import type { FormattedExecutionResult } from 'graphql';
import { Agent, errors, request } from 'undici';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { UpstreamClient, UpstreamRequest } from '../../../gateway/upstream/UpstreamClient.ts';

export interface TestClient extends UpstreamClient {
  /** Requests whose answers were read to the end. */
  readonly answered: readonly UpstreamRequest[];
  close(): Promise<void>;
}

/** The port over undici, as small as it can be; `deadlineMs` per call as the real one has it. */
export function createTestClient(deadlineMs = 10_000): TestClient {
  const answered: UpstreamRequest[] = [];
  const dispatcher = new Agent({
    keepAliveTimeout: 1_000,
    headersTimeout: deadlineMs,
    bodyTimeout: deadlineMs,
  });
  return {
    answered,
    send: async (upstream, _context, signal) => {
      const { url, query, variables } = upstream;
      try {
        const { body } = await request(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
          dispatcher,
          signal,
        });
        const answer = (await body.json()) as FormattedExecutionResult;
        answered.push(upstream);
        return answer;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        const isSlow = error instanceof errors.HeadersTimeoutError;
        const code = isSlow ? 'JURISDICTION_TIMEOUT' : 'JURISDICTION_UNAVAILABLE';
        throw new TongbanError(code, 'the call failed', { cause: error });
      }
    },
    close: () => dispatcher.destroy(),
  };
}
