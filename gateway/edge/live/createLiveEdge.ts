import type { ApolloServer } from '@apollo/server';
import type { Logger } from 'pino';
import type { Tracer } from '../../../telemetry/Tracer.ts';
import type { GatewayConfig } from '../../config.ts';
import type { GatewayRequestContext } from '../../GatewayRequestContext.ts';
import type { GatewayMetrics } from '../../metrics/GatewayMetrics.ts';
import type { SettingsInForce } from '../../reload/SettingsInForce.ts';
import type { TongbanGateway } from '../../TongbanGateway.ts';
import type { Admission } from '../admission/Admission.ts';
import type { Authenticator } from '../auth/Authenticator.ts';
import type { CrossOrigin } from '../CrossOrigin.ts';
import { describeFault } from '../describeFault.ts';
import type { Overload } from '../overload/Overload.ts';
import { CallerQuota } from './CallerQuota.ts';
import { LiveClients } from './LiveClients.ts';
import { LiveOperations } from './LiveOperations.ts';
import type { LiveState } from './LiveState.ts';
import { SocketRoute } from './SocketRoute.ts';
import { SseRoute } from './SseRoute.ts';

export interface LiveEdgeParts {
  readonly config: GatewayConfig;
  readonly settings: SettingsInForce;
  readonly gateway: TongbanGateway;
  readonly apollo: ApolloServer<GatewayRequestContext>;
  readonly admission: Admission;
  readonly overload: Overload;
  readonly authenticator: Authenticator;
  readonly crossOrigin: CrossOrigin;
  readonly metrics: Pick<GatewayMetrics, 'onErrors'>;
  readonly logger: Logger;
  /** `undefined`: there are no traces. */
  readonly tracer: Tracer | undefined;
}

/** The ways to a client that stays. */
export interface LiveEdge {
  readonly sse: SseRoute;
  readonly socket: SocketRoute;
  readonly clients: LiveClients;
  readonly state: LiveState;
}

/** Puts together what answers over connections that are kept open. */
export function createLiveEdge(parts: LiveEdgeParts): LiveEdge {
  const { config, settings, metrics, logger, authenticator, crossOrigin } = parts;
  const { subscriptions } = config;
  const { limits } = settings;
  const quota = new CallerQuota(subscriptions.perCaller, subscriptions.inAll);
  const clients = new LiveClients({
    ...subscriptions,
    isTrusted: (token) => authenticator.trusts(token),
  });
  const operations = new LiveOperations({
    ...parts,
    quota,
    limits,
    introspection: config.introspection,
    get requestMs() {
      return settings.config.deadlines.requestMs;
    },
    onOperation: (notes) => logger.info(notes, 'operation'),
    onErrors: (codes) => metrics.onErrors(codes),
    onFault: (requestId, error) =>
      logger.error({ requestId, err: describeFault(error) }, 'an operation failed'),
  });
  const shared = { operations, clients, authenticator, crossOrigin, limits };
  return {
    clients,
    sse: new SseRoute({
      ...shared,
      overload: parts.overload,
      get requestMs() {
        return settings.config.deadlines.requestMs;
      },
    }),
    socket: new SocketRoute({
      ...shared,
      perConnection: subscriptions.perConnection,
      onRefused: (refused) => logger.info({ refused }, 'a WebSocket is refused'),
    }),
    get state() {
      return { connections: clients.size, subscriptions: quota.total };
    },
  };
}
