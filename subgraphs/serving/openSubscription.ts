import { unwrapResolverError } from '@apollo/server/errors';
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { CallContext } from '../../domain/callContext.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { describeError } from './describeError.ts';
import { formatSubgraphError } from './formatSubgraphError.ts';
import type { SourceEvent } from './SourceEvent.ts';
import { StreamPosition } from './StreamPosition.ts';
import type { SubgraphEndpoint } from './SubgraphEndpoint.ts';

export interface SubscriptionRequest<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly endpoint: SubgraphEndpoint<Context>;
  readonly callContext: CallContext;
  readonly body: unknown;
  readonly lastEventId: string | null;
  /** Aborts when nobody listens any more. */
  readonly signal: AbortSignal;
  readonly development: boolean;
  readonly logger: Logger;
}

/** What goes over the wire; `result` is `null` where only the position is known now. */
export interface StreamMessage {
  readonly eventId: string;
  readonly result: FormattedExecutionResult | null;
}

const bodyShape = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * Begins a subscription. Each event is executed with a context of its own, so that nothing is remembered from one to the next.
 *
 * @returns its messages, or why it is not begun.
 * @throws {TongbanError} BAD_REQUEST for a body that holds no subscription; what the source cannot do now, retryable.
 */
export async function openSubscription<Context extends object>(
  request: SubscriptionRequest<Context>,
): Promise<AsyncIterable<StreamMessage> | FormattedExecutionResult> {
  const { schema, endpoint, callContext, signal, lastEventId } = request;
  const { document, ...operation } = readOperation(request);
  const problems = validate(schema, document);
  if (problems.length > 0) return format({ errors: problems.map(invalid) }, request);
  const contextValue = await endpoint.createContext(callContext, signal, lastEventId);
  const source = await createSourceEventStream({ schema, document, contextValue, ...operation });
  if (!(Symbol.asyncIterator in source)) {
    // Answered by status: who resumes is to try again, and not to take it for the source's last word.
    for (const error of source.errors ?? []) {
      const original = unwrapResolverError(error);
      if (original instanceof TongbanError && original.retryable) throw original;
    }
    return format(source, request);
  }
  return tell(source, { document, ...operation }, request);
}

interface Operation {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variableValues: Readonly<Record<string, unknown>>;
}

function readOperation<Context extends object>({ body }: SubscriptionRequest<Context>): Operation {
  const { success, data } = bodyShape.safeParse(body);
  if (!success) throw new TongbanError('BAD_REQUEST', 'The body is no GraphQL request');
  const document = parseDocument(data.query);
  const operationName = data.operationName ?? null;
  if (getOperationAST(document, operationName)?.operation !== 'subscription')
    throw new TongbanError('BAD_REQUEST', 'Only subscriptions are answered by events');
  return { document, operationName, variableValues: data.variables ?? {} };
}

function parseDocument(text: string): DocumentNode {
  try {
    return parse(text);
  } catch {
    throw new TongbanError('GRAPHQL_PARSE_FAILED', 'The operation is not valid GraphQL text');
  }
}

const invalid = ({ message }: GraphQLError): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });

async function* tell<Context extends object>(
  source: AsyncIterable<unknown>,
  operation: Operation,
  request: SubscriptionRequest<Context>,
): AsyncGenerator<StreamMessage, undefined> {
  for await (const event of source) {
    if (!isSourceEvent(event)) throw new TypeError('a source yields events with an id');
    const { eventId } = event;
    const isEvent = !(event instanceof StreamPosition);
    yield { eventId, result: isEvent ? await executeEvent(event, operation, request) : null };
  }
}

const isSourceEvent = (value: unknown): value is SourceEvent =>
  typeof value === 'object' && value !== null && 'eventId' in value && typeof value.eventId === 'string';

async function executeEvent<Context extends object>(
  rootValue: SourceEvent,
  operation: Operation,
  request: SubscriptionRequest<Context>,
): Promise<FormattedExecutionResult> {
  const { schema, endpoint, callContext, signal } = request;
  const controller = new AbortController();
  const end = (): void => controller.abort(signal.reason);
  const timer = setTimeout(
    () => controller.abort(new TongbanError('DEADLINE_EXCEEDED', 'The event ran out of time')),
    callContext.budgetMs,
  );
  signal.addEventListener('abort', end, { once: true });
  try {
    const contextValue = await endpoint.createContext(callContext, controller.signal, null);
    return format(await execute({ schema, ...operation, rootValue, contextValue }), request);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

function format<Context extends object>(
  { data, errors = [] }: ExecutionResult,
  { development, logger, callContext: { requestId } }: SubscriptionRequest<Context>,
): FormattedExecutionResult {
  for (const error of errors) {
    const original = unwrapResolverError(error);
    const isExpected = original instanceof TongbanError || error.originalError === undefined;
    logger[isExpected ? 'debug' : 'error']({ requestId, error: describeError(original) }, 'a field failed');
  }
  return {
    ...(errors.length > 0 && {
      errors: errors.map((error) =>
        formatSubgraphError(error.toJSON(), unwrapResolverError(error), development),
      ),
    }),
    ...(data !== undefined && { data }),
  };
}
