import type { FormattedExecutionResult } from 'graphql';
import type { CallOrigin } from '../CallOrigin.ts';
import type { Cancellation } from '../Cancellation.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { UpstreamObserver } from '../metrics/UpstreamObserver.ts';
import type { EndpointState } from './govern/EndpointState.ts';
import { Governor } from './govern/Governor.ts';
import type { UpstreamSettings } from './govern/upstreamSettings.ts';
import { upstreamSettings } from './govern/upstreamSettings.ts';
import { outcomeOf } from './outcomeOf.ts';
import type { PostAnswer } from './PostAnswer.ts';
import { readGraphqlAnswer } from './readGraphqlAnswer.ts';
import { UpstreamCall, type UpstreamCallParts, type UpstreamListener } from './UpstreamCall.ts';
import type { UpstreamClient, UpstreamRequest } from './UpstreamClient.ts';
import type { SignContext } from './upstreamHeaders.ts';
import type { WrittenRequest } from './WrittenRequest.ts';

/** How upstream calls are made. */
export interface HttpUpstreamClientOptions {
  /** Without it no context is sent. */
  readonly signContext?: SignContext;
  readonly observer?: UpstreamObserver;
  /** Told of every call that an endpoint refused to hear, because it does not trust our context. */
  readonly onContextRefused?: (service: string, jurisdiction: string | null) => void;
  /** Told of every call that failed by what an operator could mend: no connection, or pages in place of answers. */
  readonly onFault?: (service: string, jurisdiction: string | null, fault: string) => void;
  /** How long a jurisdiction may take, in milliseconds; default 2,000. */
  readonly jurisdictionTimeoutMs?: number;
  /** How endpoints are spared; default: that of the configuration. */
  readonly settings?: UpstreamSettings;
}

/** Sends GraphQL over HTTP/1.1, with sockets kept open for each endpoint. */
export class HttpUpstreamClient implements UpstreamClient {
  readonly #governor: Governor;
  readonly #parts: UpstreamCallParts;

  constructor(options: HttpUpstreamClientOptions = {}) {
    this.#governor = new Governor({
      settings: options.settings ?? upstreamSettings.parse({}),
      // Read at every call: it may be changed while the gateway runs.
      jurisdictionTimeoutMs: () => options.jurisdictionTimeoutMs ?? 2_000,
    });
    const { observer, signContext, onContextRefused, onFault } = options;
    this.#parts = { governor: this.#governor, observer, signContext, onContextRefused, onFault };
  }

  /** What is known of every endpoint that has been asked. */
  endpoints(): Iterable<EndpointState> {
    return this.#governor.states();
  }

  /** Spares endpoints in another way from now on; no call under way is lost. */
  adopt(settings: UpstreamSettings): void {
    this.#governor.adopt(settings);
  }

  /** Something has changed, as others tell: no later read shares a call that began before. */
  forgetReads(): void {
    this.#governor.forgetReads();
  }

  async send(
    request: UpstreamRequest,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<FormattedExecutionResult> {
    const { query, operationName, variables } = request;
    const body = JSON.stringify({ query, variables, operationName });
    const taken = context.known?.take(request.url, body);
    const known = taken instanceof Promise ? await taken : taken;
    if (known !== undefined) return known;
    return new Promise((resolve, reject) => {
      let result: FormattedExecutionResult = {};
      let bytes: Buffer = NOTHING;
      this.ask({ ...request, body }, context, signal, {
        read: (answer) => {
          result = readGraphqlAnswer(answer, request.service);
          bytes = answer.body;
          if (isWhole(answer, result)) {
            request.onCacheControl?.(request.jurisdiction, ...cacheHeadersOf(answer));
          }
          return outcomeOf(result);
        },
        onEnd: (error) => {
          context.known?.note(request.url, body, error ?? bytes);
          if (error === undefined) resolve(result);
          else reject(error);
        },
      });
    });
  }

  /** As {@link send}, with a body that is written already, and without a promise. */
  ask(request: WrittenRequest, origin: CallOrigin, signal: Cancellation, listener: UpstreamListener): void {
    new UpstreamCall(this.#parts, request, signal, listener).start(origin);
  }

  mayAskAgain(endpoint: Pick<UpstreamRequest, 'service' | 'jurisdiction' | 'url'>): boolean {
    return this.#governor.mayAskAgain(endpoint);
  }

  /** Ends at once: calls under way fail. */
  close(): Promise<void> {
    return this.#governor.close();
  }
}

const NOTHING = Buffer.alloc(0);

/** An error that leads into no entity may be about any of them. */
const isWhole = ({ status }: PostAnswer, { errors }: FormattedExecutionResult): boolean =>
  status < 300 &&
  (errors ?? []).every(
    ({ path }) => Array.isArray(path) && path[0] === '_entities' && typeof path[1] === 'number',
  );

const cacheHeadersOf = (answer: PostAnswer): readonly [string | undefined, string | undefined] => [
  answer.list('cache-control'),
  answer.header('age'),
];
