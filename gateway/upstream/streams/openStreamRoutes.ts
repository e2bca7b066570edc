import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { SubscriptionSettings } from '../../edge/live/subscriptionSettings.ts';
import type { SignContext } from '../upstreamHeaders.ts';
import { SseTransport } from './SseTransport.ts';
import type { StreamRoutes } from './StreamRoutes.ts';
import { WebSocketTransport } from './WebSocketTransport.ts';

export interface OpenStreamRoutesOptions {
  readonly settings: SubscriptionSettings;
  readonly signContext: SignContext | undefined;
  /** What it means that a subgraph refuses our context. */
  refuse(service: string): TongbanError;
}

export interface OpenStreamRoutes extends StreamRoutes {
  /** Ends at once: streams break off. */
  close(): Promise<void>;
}

/** SSE, unless the configuration says otherwise of a subgraph. */
export function openStreamRoutes({
  settings,
  signContext,
  refuse,
}: OpenStreamRoutesOptions): OpenStreamRoutes {
  const options = { refuse, ...(signContext && { signContext }) };
  const sse = new SseTransport({ ...options, silenceMs: settings.silenceMs });
  const webSocket = new WebSocketTransport({ ...options, pingMs: Math.ceil(settings.silenceMs / 2) });
  const upstreams = new Map(Object.entries(settings.upstreams));
  return {
    patienceMs: settings.patienceMs,
    routeOf: (service, url) => {
      const upstream = upstreams.get(service);
      return { transport: upstream?.transport === 'websocket' ? webSocket : sse, url: upstream?.url ?? url };
    },
    close: () => sse.close(),
  };
}
