import { z } from 'zod';
import { addressSetting } from '../../addressSetting.ts';
import { countSetting } from '../../countSetting.ts';
import { settingName } from '../../settingName.ts';
import { redisSourceSettings } from './redisSourceSettings.ts';

const milliseconds = (byDefault: number) =>
  z
    .int('must be whole milliseconds')
    .min(1, 'must be at least 1 ms')
    .max(3_600_000, 'must be at most 3600000 ms')
    .default(byDefault);

/** Default: where the subgraph answers queries. */
const url = addressSetting('http', 'ws').optional();

const upstream = z.preprocess(
  (given) => (typeof given === 'object' && given !== null ? { transport: 'sse', ...given } : given),
  z.discriminatedUnion(
    'transport',
    [
      z.strictObject({
        transport: z.literal('sse'),
        url: url.refine((given) => !given?.startsWith('ws'), 'sse needs an http or https address'),
      }),
      z.strictObject({ transport: z.literal('websocket'), url }),
      redisSourceSettings,
    ],
    'must be sse, websocket or redis',
  ),
);

/** How clients subscribe, and how subgraphs tell of events. */
export const subscriptionSettings = z.strictObject({
  /** Operations under way on one WebSocket. */
  perConnection: countSetting(100),
  /** Subscriptions of one signed-in caller, whatever tokens and connections. */
  perCaller: countSetting(50),
  /** Subscriptions of all callers, signed in or not: each may be a connection to a subgraph. */
  inAll: countSetting(20_000),
  /** Connections of clients that are kept open: WebSockets, and streams over SSE. */
  connections: countSetting(20_000),
  /** Between two signs of life to a client. */
  heartbeatMs: milliseconds(15_000),
  /** A client that takes nothing for so long is cut off. */
  stallMs: milliseconds(30_000),
  /** A subgraph that is silent for so long is taken for gone. */
  silenceMs: milliseconds(60_000),
  /** For how long a subgraph may be away before its streams are given up. */
  patienceMs: milliseconds(60_000),
  /** Subgraph name → how its events are heard; default SSE at the address of its queries. */
  upstreams: z.record(settingName, upstream).default({}),
});

export type SubscriptionSettings = z.output<typeof subscriptionSettings>;
