import { CALL_CONTEXT_HEADER } from '../../domain/callContext.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { HttpClient } from '../transport/HttpClient.ts';
import type { CasesPort, StepReport } from './CasesPort.ts';
import { toWireResult } from './toWireResult.ts';

export interface HttpCasesOptions {
  /** The place that speaks. */
  readonly jurisdiction: DivisionCode;
  /** Of the server that runs the cases; the path is put behind it. */
  readonly url: string;
}

/** Shorter than a claim on a result lasts, so that no two replicas tell it at a time. */
const LIMITS = {
  connectMs: 1_000,
  headersMs: 4_000,
  idleMs: 2_000,
  totalMs: 5_000,
  maxBytes: 65_536,
  connections: 2,
};

/** Cases over HTTP. */
export class HttpCases implements CasesPort {
  readonly #http: HttpClient;

  constructor({ jurisdiction, url }: HttpCasesOptions) {
    this.#http = new HttpClient({ jurisdiction, baseUrl: url, limits: LIMITS });
  }

  async tell(
    { jurisdiction, subgraph, stepKey, result }: StepReport,
    context: string,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await this.#http.post(
        {
          path: `/step-results/${subgraph}.${jurisdiction}`,
          body: JSON.stringify({ stepKey, ...toWireResult(result) }),
          headers: { 'content-type': 'application/json', [CALL_CONTEXT_HEADER]: context },
          accept: 'application/json',
          refuse: ({ status }) =>
            status === 409 ? new TongbanError('CONFLICT', 'cases knows better') : null,
        },
        signal,
      );
    } catch (error) {
      // It knows another result, and has kept this one beside it: nothing to tell it again.
      if (!(error instanceof TongbanError && error.code === 'CONFLICT')) throw error;
    }
  }
}
