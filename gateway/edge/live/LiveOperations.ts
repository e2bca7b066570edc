import type { ApolloServer } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError, type OperationTypeNode } from 'graphql';
import { isErrorCode } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Tracer } from '../../../telemetry/Tracer.ts';
import { EventDeadline } from '../../execute/EventDeadline.ts';
import type { StreamContext } from '../../execute/subscribeOperation.ts';
import type { GatewayRequestContext } from '../../GatewayRequestContext.ts';
import type { TongbanGateway } from '../../TongbanGateway.ts';
import { HeldAnswers } from '../../upstream/HeldAnswers.ts';
import type { Admission } from '../admission/Admission.ts';
import type { AdmittedOperation } from '../admission/AdmittedOperation.ts';
import { describeOperation } from '../describeOperation.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import { formatError } from '../graphql/formatError.ts';
import type { GraphqlParameters } from '../graphql/GraphqlParameters.ts';
import type { GraphqlResult } from '../graphql/GraphqlResult.ts';
import { keptExtensions } from '../graphql/keptExtensions.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { Overload } from '../overload/Overload.ts';
import type { Visit } from '../overload/Visit.ts';
import type { CallerQuota } from './CallerQuota.ts';
import { LiveEvents } from './LiveEvents.ts';
import { refusedBy } from './refusedBy.ts';

export interface LiveOperationsOptions {
  readonly apollo: ApolloServer<GatewayRequestContext>;
  readonly gateway: TongbanGateway;
  readonly admission: Admission;
  readonly overload: Overload;
  readonly quota: CallerQuota;
  readonly limits: EdgeLimits;
  readonly introspection: boolean;
  /** `undefined`: there are no traces. */
  readonly tracer: Tracer | undefined;
  /** For a query, a mutation, and the work on one event, in ms. */
  readonly requestMs: number;
  /** Told when it is known what becomes of an operation; a stream may go on for long after. */
  onOperation(notes: OperationNotes): void;
  /** Told of the codes of errors in each answer, an event's included. */
  onErrors(codes: readonly string[]): void;
  /** Told of what was not foreseen. */
  onFault(requestId: string, error: unknown): void;
}

/** What the log learns of an operation; nothing here may be personal. */
interface OperationNotes {
  readonly requestId: string;
  readonly operation: OperationTypeNode | null;
  readonly codes: readonly string[];
  readonly portal: string | undefined;
  /** Of an approved document: its id in the manifest. */
  readonly document?: string | undefined;
  readonly cost?: number;
}

/** An operation on a connection that is kept open. */
export interface LiveRequest {
  readonly parameters: GraphqlParameters;
  /** Its signal aborts when the client has enough. */
  readonly context: StreamContext;
  readonly lastEventId: string | null;
  /** It must not be a mutation: anybody's link could have made it. */
  readonly isReadOnly?: boolean;
}

/** What becomes of it. */
export interface LiveOutcome {
  /** `null` where the text could not be understood so far. */
  readonly operation: OperationTypeNode | null;
  readonly answer:
    | { readonly kind: 'single'; readonly result: GraphqlResult }
    | { readonly kind: 'events'; readonly events: LiveEvents };
}

type RefusedResult = Required<Pick<GraphqlResult, 'errors'>>;

/** Runs operations of connections that are kept open, under the same rules as those of single requests. */
export class LiveOperations {
  readonly #options: LiveOperationsOptions;

  constructor(options: LiveOperationsOptions) {
    this.#options = options;
  }

  /** Never rejects: what goes wrong is a result with errors. */
  async run(request: LiveRequest): Promise<LiveOutcome> {
    const { requestId, traceparent, caller } = request.context;
    const trace = this.#options.tracer?.begin('graphql', traceparent, { 'tongban.request.id': requestId });
    const { admitted, ...outcome } = await this.#run(
      trace === undefined ? request : { ...request, context: { ...request.context, ...trace } },
    );
    const { operation, answer } = outcome;
    const codes = answer.kind === 'single' ? this.#count(answer.result) : [];
    const portal = caller?.portal;
    trace?.span?.set({
      ...(admitted !== null && describeOperation(admitted.query, admitted.examined.name)),
      'graphql.operation.type': operation ?? undefined,
      'tongban.portal': portal,
    });
    trace?.span?.end(codes);
    this.#options.onOperation({
      requestId,
      operation,
      codes,
      portal,
      ...(admitted !== null && { cost: admitted.cost, document: admitted.documentId ?? undefined }),
    });
    return outcome;
  }

  async #run(request: LiveRequest): Promise<LiveOutcome & { readonly admitted: AdmittedOperation | null }> {
    let admitted: AdmittedOperation | null = null;
    let visit: Visit | undefined;
    try {
      visit = this.#options.overload.enter();
      const { parameters, context } = request;
      admitted = await this.#options.admission.admit(parameters, context.caller, context.signal);
      const { kind: operation } = admitted;
      if (operation === 'mutation' && request.isReadOnly === true)
        throw new TongbanError('BAD_REQUEST', 'A GET cannot carry a mutation');
      visit.admit(admitted);
      const answer =
        operation === 'subscription'
          ? await this.#subscribe(admitted, request)
          : single(await this.#execute(admitted, request, visit));
      return { admitted, operation, answer };
    } catch (error) {
      const answer = single({ errors: [this.describe(error, request.context)] });
      return { admitted, operation: admitted?.kind ?? null, answer };
    } finally {
      visit?.leave();
    }
  }

  /** The answer to an operation that cannot go on, counted as any other. */
  refuse(error: unknown, context: StreamContext): RefusedResult {
    const result = { errors: [this.describe(error, context)] };
    this.#count(result);
    return result;
  }

  /** @returns the codes of its errors, each once. */
  #count({ errors = [] }: GraphqlResult): readonly string[] {
    const codes = [...new Set(errors.map(({ extensions }) => codeOf(extensions)))];
    this.#options.onErrors(codes);
    return codes;
  }

  /** An error as the client may see it. */
  describe(error: unknown, context: StreamContext): GraphQLFormattedError {
    const reason = error instanceof HttpRefusal ? error.error : error;
    const whole = { ...context, deadlineAt: 0 };
    if (reason instanceof TongbanError) return refusedBy(reason, context);
    if (reason instanceof GraphQLError)
      return formatError({ ...reason.toJSON(), extensions: { code: 'GRAPHQL_PARSE_FAILED' } }, whole);
    this.#options.onFault(context.requestId, reason);
    return formatError({ message: 'An internal error' }, whole);
  }

  async #execute(
    admitted: AdmittedOperation,
    { context }: LiveRequest,
    { priority }: Visit,
  ): Promise<GraphqlResult> {
    const { apollo, requestMs } = this.#options;
    const { query, operationName, variables } = admitted;
    const deadline = new EventDeadline(requestMs, context.signal);
    const held = new HeldAnswers();
    const whole = { ...context, signal: deadline.signal, deadlineAt: deadline.at, priority, held };
    try {
      const { body } = await apollo.executeOperation(
        { query, variables: { ...variables }, ...(operationName !== undefined && { operationName }) },
        { contextValue: whole },
      );
      if (body.kind !== 'single') throw new TypeError('one answer was expected');
      return formatResult(body.singleResult, whole);
    } finally {
      deadline.release();
    }
  }

  #toEvent(result: GraphqlResult, context: GatewayRequestContext): GraphqlResult {
    const event = formatResult(result, context);
    this.#count(event);
    return event;
  }

  async #subscribe(
    { query, operationName, variables }: AdmittedOperation,
    { context, lastEventId }: LiveRequest,
  ): Promise<LiveOutcome['answer']> {
    const { gateway, quota, limits, introspection, requestMs } = this.#options;
    const giveBack = quota.take(context.caller);
    try {
      const events = await gateway.subscribe({
        query,
        operationName,
        variables,
        context,
        lastEventId,
        eventMs: requestMs,
        maxTokens: limits.tokens,
        introspection,
      });
      const whole = { ...context, deadlineAt: 0 };
      if (!('next' in events)) {
        giveBack();
        return single(formatResult({ errors: events.map((error) => error.toJSON()) }, whole));
      }
      return {
        kind: 'events',
        events: new LiveEvents(events, (result) => this.#toEvent(result, whole), giveBack),
      };
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}

/** Codes of foreign subgraphs are theirs to choose. */
const codeOf = (extensions: GraphQLFormattedError['extensions']): string =>
  isErrorCode(extensions?.['code']) ? extensions['code'] : 'OTHER';

const single = (result: GraphqlResult) => ({ kind: 'single', result }) as const;

function formatResult(result: GraphqlResult, context: GatewayRequestContext): GraphqlResult {
  const { data, errors = [] } = result;
  return {
    ...(errors.length > 0 && { errors: errors.map((error) => formatError(error, context)) }),
    ...(data !== undefined && { data }),
    ...keptExtensions(result),
  };
}
