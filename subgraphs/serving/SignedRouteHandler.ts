import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { Roster } from '../../domain/Roster.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { answerJson } from './answerJson.ts';
import { CallSignal } from './CallSignal.ts';
import { discardBody } from './discardBody.ts';
import { HttpRefusal } from './HttpRefusal.ts';
import { logRefusal } from './logRefusal.ts';
import { readJsonBody } from './readJsonBody.ts';
import type { AnswerCall, SignedRoute } from './SignedRoute.ts';
import { toRefusal } from './toRefusal.ts';
import { verifyRequest } from './verifyRequest.ts';

export interface SignedRouteHandlerOptions {
  readonly logger: Logger;
  /** Once true, connections are closed after their answer. */
  isStopping(): boolean;
  /** The current time, epoch ms. */
  now(): number;
}

/** Answers calls of other servers of ours; whatever goes wrong, it answers once and never rejects. */
export class SignedRouteHandler {
  readonly #options: SignedRouteHandlerOptions;
  readonly #open = new Roster<CallSignal>();

  constructor(options: SignedRouteHandlerOptions) {
    this.#options = options;
  }

  /** @param key - what stands in the path behind the route's own. */
  async answer(
    { route, key }: { readonly route: SignedRoute; readonly key: string },
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    try {
      const answer = await this.#execute(route, key, request, response);
      if (this.#options.isStopping()) response.setHeader('connection', 'close');
      answerJson(response, 200, JSON.stringify(answer));
    } catch (error) {
      const { status, error: reason } = logRefusal(this.#options.logger, error, toRefusal(error));
      // The rest of the body is not worth reading, so the connection cannot serve another request.
      if (!request.complete || this.#options.isStopping()) response.setHeader('connection', 'close');
      if (status === 405) response.setHeader('allow', Object.keys(route.methods).join(', '));
      answerJson(response, status, refusalJson(reason));
      if (!request.complete) discardBody(request, route.maxBodyBytes);
    }
  }

  /** Aborts every call that is still being answered. */
  abortAll(message: string): void {
    for (const call of this.#open) call.abort(message);
  }

  async #execute(
    route: SignedRoute,
    key: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<object> {
    const answerCall = answerFor(route, request.method);
    const callContext = verifyRequest(request, { ...doorOf(route, key), now: this.#options.now() });
    if (!callContext.caller?.scopes.includes(route.scope)) {
      throw new TongbanError('FORBIDDEN', `Only callers with the scope ${route.scope} are answered here`);
    }
    const call = new CallSignal(callContext.budgetMs, response);
    this.#open.add(call);
    try {
      const hasBody = request.method !== 'GET';
      const body = hasBody ? await readJsonBody(request, route.maxBodyBytes) : undefined;
      if (!hasBody) request.resume();
      call.signal.throwIfAborted();
      return await answerCall({ key, callContext, body, signal: call.signal });
    } finally {
      call.release();
      this.#open.delete(call);
    }
  }
}

function doorOf(route: SignedRoute, key: string) {
  const audience = typeof route.audience === 'string' ? route.audience : route.audience(key);
  const { contextKey } = route;
  return { audience, contextKey: typeof contextKey === 'function' ? contextKey(audience) : contextKey };
}

function answerFor({ methods }: SignedRoute, method: string | undefined): AnswerCall {
  const found = method === 'GET' || method === 'POST' || method === 'PUT' ? methods[method] : undefined;
  if (found !== undefined) return found;
  throw new HttpRefusal(405, new TongbanError('BAD_REQUEST', 'This method is not answered here'));
}

function refusalJson({ code, message, retryable, retryAfter }: TongbanError): string {
  return JSON.stringify({ error: { code, message, retryable, retryAfter: retryAfter ?? null } });
}
