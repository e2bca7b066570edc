import { type FormattedExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { isErrorCode } from '../../domain/errorCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import { HeldAnswers } from '../upstream/HeldAnswers.ts';
import { isTooDeep } from '../upstream/isTooDeep.ts';
import { resumeStream } from '../upstream/streams/resumeStream.ts';
import type { StreamRoute } from '../upstream/streams/StreamRoutes.ts';
import { coerceVariables } from './coerceVariables.ts';
import { describeError } from './describeError.ts';
import { EventDeadline } from './EventDeadline.ts';
import { executeOperation, type OperationRequest, type OperationResult } from './executeOperation.ts';
import type { OperationEvent } from './OperationEvent.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { pickVariables } from './pickVariables.ts';
import { renameVariables } from './renameVariables.ts';
import { toTongbanError } from './toTongbanError.ts';

/** What belongs to a stream as a whole; each event gets a context of its own. */
export type StreamContext = Pick<
  GatewayRequestContext,
  'requestId' | 'traceparent' | 'tracestate' | 'span' | 'caller' | 'language' | 'signal'
>;

/** A subscription of a client. */
export interface SubscriptionRequest extends Omit<OperationRequest, 'context' | 'event'> {
  readonly context: StreamContext;
  /** The whole supergraph. */
  readonly supergraphSchema: GraphQLSchema;
  /** The way to the source, as it is at the moment: asked for each time that the stream is opened. */
  readonly route: () => StreamRoute;
  readonly lastEventId: string | null;
  /** For opening a stream, and for what is done to one event, in ms. */
  readonly eventMs: number;
  /** For how long a source may be away before it is given up, in ms. */
  readonly patienceMs: number;
  /** Told each time that the source fails. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Listens to the source of a subscription, and completes every event as a query would be: the rest of the plan, partitions,
 * errors, what the client asked for.
 *
 * @returns the errors of a request that cannot be answered, or events until the source completes; where it fails, the last
 *   event says why.
 */
export function subscribeOperation(
  request: SubscriptionRequest,
): readonly GraphQLError[] | AsyncGenerator<OperationEvent, undefined> {
  const { prepared, apiSchema } = request;
  const { source } = prepared.plan;
  if (source === null) throw new TypeError('the operation is no subscription');
  const variables = renameVariables(request.variables, prepared.renamedVariables);
  const coerced = coerceVariables(apiSchema, prepared.operation, variables);
  if (coerced.kind === 'refused') return coerced.errors;
  return eventsOf(request, source, pickVariables(variables, source.variableUsages));
}

async function* eventsOf(
  request: SubscriptionRequest,
  source: PlannedFetch,
  variables: Readonly<Record<string, unknown>>,
): AsyncGenerator<OperationEvent, undefined> {
  const { route, context, eventMs, patienceMs, onFailure, supergraphSchema: schema } = request;
  const { service, query, document, operationName } = source;
  // An id that a source cannot have given would hide the gap when it breaks off.
  const lastEventId = route().transport.canResume ? request.lastEventId : null;
  try {
    const open = (position: string | null) => {
      const { transport, url } = route();
      if (url === undefined) {
        throw new TongbanError('JURISDICTION_NOT_CONNECTED', `${service} has no address`);
      }
      const call = { service, url, query, document, schema, operationName, variables, lastEventId: position };
      return transport.open(call, { ...context, deadlineAt: performance.now() + eventMs }, context.signal);
    };
    const resuming = { open, lastEventId, patienceMs, ...(onFailure && { onFailure }) };
    for await (const { id, result } of resumeStream(resuming, context.signal)) {
      if (isTooDeep(result)) {
        const message = `The stream of ${service} has an event that is nested too deeply`;
        throw new TongbanError('JURISDICTION_BAD_RESPONSE', message);
      }
      yield { id, result: result === null ? null : await complete(request, result) };
    }
  } catch (error) {
    if (context.signal.aborted) return;
    const { message, extensions } = describeError(toTongbanError(error, context.signal), service, {
      ...context,
      deadlineAt: 0,
    });
    yield { id: null, result: { errors: [new GraphQLError(message, { extensions })] } };
  }
}

async function complete(
  request: SubscriptionRequest,
  event: FormattedExecutionResult,
): Promise<OperationResult> {
  const deadline = new EventDeadline(request.eventMs, request.context.signal);
  const { signal, at: deadlineAt } = deadline;
  // In the trace of its subscription, whose own span was over when that had begun.
  const span = request.context.span?.child('event');
  const traced = span && { span, traceparent: span.traceparent };
  try {
    const held = new HeldAnswers();
    const context = { ...request.context, ...traced, signal, deadlineAt, held, isEvent: true } as const;
    const result = await executeOperation({ ...request, context, event });
    span?.end(codesOf(result));
    return result;
  } finally {
    span?.end(['INTERNAL_SERVER_ERROR']);
    deadline.release();
  }
}

/** Codes of foreign subgraphs are theirs to choose. */
const codesOf = ({ errors = [] }: OperationResult): readonly string[] => [
  ...new Set(
    errors.map(({ extensions: { code } }) =>
      typeof code === 'string' && isErrorCode(code) ? code : 'OTHER',
    ),
  ),
];
