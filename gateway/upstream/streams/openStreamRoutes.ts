import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { SubscriptionSettings } from '../../edge/live/subscriptionSettings.ts';
import type { RedisLink } from '../../redis/RedisLink.ts';
import type { SignContext } from '../upstreamHeaders.ts';
import { RedisChannels } from './redis/RedisChannels.ts';
import { RedisTransport } from './redis/RedisTransport.ts';
import { SseTransport } from './SseTransport.ts';
import type { StreamRoute, StreamRoutes } from './StreamRoutes.ts';
import { streamFault } from './streamFault.ts';
import { WebSocketTransport } from './WebSocketTransport.ts';

export interface OpenStreamRoutesOptions {
  readonly settings: SubscriptionSettings;
  readonly signContext: SignContext | undefined;
  /** What it means that a subgraph refuses our context. */
  refuse(service: string): TongbanError;
  /** Told of every stream that ends by what an operator could mend. */
  onFault?(service: string, fault: string): void;
  /** Needed where the settings name a source in Redis. */
  readonly redis: RedisLink | undefined;
}

export interface OpenStreamRoutes extends StreamRoutes {
  /** Ends at once: streams break off. */
  close(): Promise<void>;
}

/**
 * SSE, unless the configuration says otherwise of a subgraph.
 *
 * @throws {TypeError} where a source is in Redis, and there is no way to it.
 */
export function openStreamRoutes({
  settings,
  signContext,
  refuse,
  onFault,
  redis,
}: OpenStreamRoutesOptions): OpenStreamRoutes {
  const options = { refuse, ...(signContext && { signContext }) };
  const sse = new SseTransport({ ...options, silenceMs: settings.silenceMs });
  const webSocket = new WebSocketTransport({ ...options, silenceMs: settings.silenceMs });
  const pingMs = Math.ceil(settings.silenceMs / 2);
  const channels = redis && new RedisChannels({ openSubscriber: () => redis.openSubscriber(), pingMs });
  const byRedis = new Map<string, StreamRoute>();
  const upstreams = new Map(Object.entries(settings.upstreams));
  for (const [service, upstream] of upstreams) {
    if (upstream.transport !== 'redis') continue;
    if (redis === undefined || channels === undefined) throw new TypeError('there is no way to Redis');
    const transport = new RedisTransport({ channels, fields: upstream.fields, prefix: redis.prefix });
    byRedis.set(service, { transport, url: '' });
  }
  return {
    patienceMs: settings.patienceMs,
    onFailure: (service, error) => {
      const fault = streamFault(error);
      if (fault !== undefined) onFault?.(service, fault);
    },
    routeOf: (service, url) => {
      const route = byRedis.get(service);
      const upstream = upstreams.get(service);
      if (route !== undefined || upstream === undefined || upstream.transport === 'redis')
        return route ?? { transport: sse, url };
      return { transport: upstream.transport === 'websocket' ? webSocket : sse, url: upstream.url ?? url };
    },
    close: async () => {
      channels?.close();
      await sse.close();
    },
  };
}
