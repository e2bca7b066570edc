import type { AdapterResources } from '../../AdapterResources.ts';
import { PushedReader } from '../../inbound/PushedReader.ts';
import type { Place } from '../../Place.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { monotonicClock } from '../../transport/monotonicClock.ts';
import { DEFAULT_TRANSPORT_LIMITS } from '../../transport/transportLimits.ts';
import { PushedHousingFund } from '../PushedHousingFund.ts';
import type { HousingFundPort } from '../port.ts';
import { BatchReader } from './BatchReader.ts';
import { createSequence } from './createSequence.ts';
import { NodeClient } from './NodeClient.ts';
import { NodeOwner } from './NodeOwner.ts';
import { settlementNodeOptions } from './options.ts';
import { RelayCipher } from './RelayCipher.ts';
import { SentFiles } from './SentFiles.ts';
import { SettlementNodeHousingFund } from './SettlementNodeHousingFund.ts';
import { SettlementNodeListener } from './SettlementNodeListener.ts';

const LOOPBACK = '127.0.0.1';
/** Seconds within which a hub usually answers a file that it has put off. */
const LATER_SECONDS = 60;

/**
 * Connects a housing fund centre behind a settlement hub; nothing is sent, and nothing listened on, before `inbound`
 * starts.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the URL is not `tcp://host:port`, or the server has no database.
 */
export function createSettlementNodeHousingFund(
  { jurisdiction, url, options: siteOptions, inbound: listen }: Place,
  resources: AdapterResources,
): HousingFundPort {
  const { now, store, onBreakerState, onInboundFault } = resources;
  if (store === null) throw new TypeError('settlement-node needs databaseUrl: one replica owns the node');
  const options = settlementNodeOptions.parse(siteOptions);
  const { amountUnit: unit } = options;
  const limits = DEFAULT_TRANSPORT_LIMITS;
  const sequence = createSequence();
  const sentFiles = new SentFiles();
  const client = new NodeClient({
    ...addressOf(url),
    jurisdiction,
    options,
    limits,
    now,
    monotonicNow: () => monotonicClock.now(),
    createSequence: sequence,
  });
  const owner = new NodeOwner({
    jurisdiction,
    client,
    leases: store.leases,
    cipher: new RelayCipher(options),
    sentFiles,
    limits,
    relayHost: listen?.host ?? LOOPBACK,
    now,
  });
  const system = new GuardedSystem({ jurisdiction, onStateChange: onBreakerState });
  const { ask } = owner;
  // Nobody is asked about by this reader: what it lacks was asked for a moment ago.
  const reader = new PushedReader({
    jurisdiction,
    records: store.records,
    askLater: () => undefined,
    retryAfter: LATER_SECONDS,
  });
  const read = new SettlementNodeHousingFund({
    jurisdiction,
    ask,
    system,
    batches: new BatchReader({ jurisdiction, ask, system, options, now }),
    pushed: new PushedHousingFund(reader),
    unit,
  });
  return {
    read,
    inbound: {
      start: async () => {
        await owner.start();
        if (listen === undefined) return { url: null, stop: () => owner.stop() };
        const listener = new SettlementNodeListener({
          jurisdiction,
          options,
          listen,
          inbox: store.inbox,
          sentFiles,
          onFault: onInboundFault,
          now,
          createSequence: sequence,
        });
        try {
          const port = await listener.start();
          return {
            url: `tcp://${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${port}`,
            stop: async () => {
              await listener.stop();
              await owner.stop();
            },
          };
        } catch (error) {
          await owner.stop();
          throw error;
        }
      },
    },
  };
}

function addressOf(url: string): { readonly host: string; readonly port: number } {
  const { protocol, hostname, port, pathname } = new URL(url);
  const isPlain = pathname === '' || pathname === '/';
  if (protocol !== 'tcp:' || hostname === '' || port === '' || !isPlain)
    throw new TypeError('url must be tcp://host:port');
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}
