import {
  type FieldNode,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import type { RedisSources } from '../../../edge/live/redisSourceSettings.ts';
import type { GatewayRequestContext } from '../../../GatewayRequestContext.ts';
import { MessageQueue } from '../MessageQueue.ts';
import type { StreamMessage, StreamRequest, StreamTransport } from '../StreamTransport.ts';
import { interfacesAsObjects } from './interfacesAsObjects.ts';
import type { RedisChannels } from './RedisChannels.ts';
import { writeChannel } from './writeChannel.ts';

export interface RedisTransportOptions {
  readonly channels: RedisChannels;
  readonly fields: RedisSources;
  /** Begins every channel. */
  readonly prefix: string;
}

const AHEAD = 16;
/** Redis waits for nobody: what comes while a reader is this far behind ends its stream. */
const MOST_BEHIND = 256;
/** The same, however few messages that is. */
const MOST_BEHIND_BYTES = 8 * 2 ** 20;

/** Events of a subgraph that come by Redis pub/sub, which keeps nothing: a stream that breaks off has a gap. */
export class RedisTransport implements StreamTransport {
  readonly canResume = false;
  readonly #options: RedisTransportOptions;
  /** As the one subgraph that is heard here knows them. */
  readonly #schemas = new WeakMap<GraphQLSchema, GraphQLSchema>();

  constructor(options: RedisTransportOptions) {
    this.#options = options;
  }

  /** @throws {TongbanError} BAD_USER_INPUT, UNAUTHENTICATED, JURISDICTION_NOT_CONNECTED where no channel can be named. */
  open(
    given: StreamRequest,
    { caller }: GatewayRequestContext,
    signal: AbortSignal,
  ): AsyncIterableIterator<StreamMessage, undefined> {
    const { channels, prefix } = this.#options;
    const { service } = given;
    signal.throwIfAborted();
    const request = { ...given, schema: this.#schemaOf(given) };
    const node = rootFieldOf(request);
    const channel = this.#channelOf(node, request, caller);
    let behind = 0;
    const messages = new MessageQueue<StreamMessage>({
      capacity: AHEAD,
      signal,
      pause: () => {
        behind = 1;
      },
      resume: () => {
        behind = 0;
      },
      close: () => leave(),
    });
    const leave = channels.listen(`${prefix}events:${channel}`, {
      onMessage: (message) => {
        if (behind > 0) behind++;
        if (behind > MOST_BEHIND || messages.bytes > MOST_BEHIND_BYTES) {
          messages.end(
            new TongbanError('RATE_LIMITED', 'Events came faster than they were taken: subscribe again'),
          );
          return;
        }
        try {
          messages.push({ id: null, result: message.read(node.name.value, request) }, message.bytes.length);
        } catch (error) {
          messages.end(error);
        }
      },
      onLost: () =>
        messages.end(
          new TongbanError(
            'JURISDICTION_UNAVAILABLE',
            `Redis, by which ${service} tells its events, is away: subscribe again`,
          ),
        ),
    });
    return messages;
  }

  #schemaOf({ schema, service }: StreamRequest): GraphQLSchema {
    const known = this.#schemas.get(schema) ?? interfacesAsObjects(schema, service);
    this.#schemas.set(schema, known);
    return known;
  }

  #channelOf(
    node: FieldNode,
    { service, schema, document, variables }: StreamRequest,
    caller: GatewayRequestContext['caller'],
  ): string {
    const name = node.name.value;
    const source = Object.hasOwn(this.#options.fields, name) ? this.#options.fields[name] : undefined;
    const field = schema.getSubscriptionType()?.getFields()[name];
    if (source === undefined || field === undefined)
      throw new TongbanError(
        'JURISDICTION_NOT_CONNECTED',
        `No channel is configured for ${name} of ${service}`,
      );
    const definitions = operationOf(document)?.variableDefinitions ?? [];
    const { coerced = {} } = getVariableValues(schema, definitions, { ...variables });
    return writeChannel(source.channel, { arguments: getArgumentValues(field, node, coerced), caller });
  }
}

const operationOf = (document: StreamRequest['document']): OperationDefinitionNode | undefined =>
  document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);

function rootFieldOf({ document, service }: StreamRequest): FieldNode {
  const [node] = operationOf(document)?.selectionSet.selections ?? [];
  if (node?.kind === Kind.FIELD) return node;
  throw new TongbanError('INTERNAL_SERVER_ERROR', `A subscription at ${service} has no root field`);
}
