import type { AdapterResources } from '../../AdapterResources.ts';
import { missingStore } from '../../inbound/missingStore.ts';
import { PushedReader } from '../../inbound/PushedReader.ts';
import type { Place } from '../../Place.ts';
import { RecentOrders } from '../../steps/RecentOrders.ts';
import { StepBook } from '../../steps/StepBook.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import type { GuardLimits } from '../../transport/guardLimits.ts';
import { monotonicClock } from '../../transport/monotonicClock.ts';
import { PushedHousingFund } from '../PushedHousingFund.ts';
import type { HousingFundPort } from '../port.ts';
import { BatchReader } from './BatchReader.ts';
import { createSequence } from './createSequence.ts';
import { FileBook } from './FileBook.ts';
import { GuardedNode } from './GuardedNode.ts';
import { NodeClient } from './NodeClient.ts';
import { NodeOwner } from './NodeOwner.ts';
import { NODE_LIMITS } from './nodeLimits.ts';
import { settlementNodeOptions } from './options.ts';
import { RelayCipher } from './RelayCipher.ts';
import { readRelayAddress } from './readRelayAddress.ts';
import { SettlementNodeHousingFund } from './SettlementNodeHousingFund.ts';
import { SettlementNodeListener } from './SettlementNodeListener.ts';
import { SettlementNodeSteps } from './SettlementNodeSteps.ts';
import { StepResults } from './StepResults.ts';

/** Seconds within which a hub usually answers a file that it has put off. */
const LATER_SECONDS = 60;

/**
 * Connects a housing fund centre behind a settlement hub; nothing is sent, and nothing listened on, before `inbound`
 * starts.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the URL is not `tcp://host:port`, other replicas could not reach this one, or the server has no
 *   database.
 */
export function createSettlementNodeHousingFund(
  { jurisdiction, url, options: siteOptions, inbound: listen, relay }: Place,
  resources: AdapterResources,
): HousingFundPort {
  const { now, store, onBreakerState, onInboundFault } = resources;
  if (store === null) throw missingStore('by them one replica owns the node');
  const options = settlementNodeOptions.parse(siteOptions);
  const { amountUnit: unit, handling } = options;
  const sequence = createSequence();
  const files = new FileBook(store.requests);
  const client: NodeClient = new NodeClient({
    ...addressOf(url),
    jurisdiction,
    options,
    limits: { query: NODE_LIMITS.query.transport, file: NODE_LIMITS.file.transport },
    expectOwner: () => owner.expectOwner(),
    now,
    monotonicNow: () => monotonicClock.now(),
    createSequence: sequence,
  });
  const guard = (limits: Partial<GuardLimits>) =>
    new GuardedSystem({ jurisdiction, limits, onStateChange: onBreakerState });
  const guards = { query: guard(NODE_LIMITS.query.guard), file: guard(NODE_LIMITS.file.guard) };
  const owner: NodeOwner = new NodeOwner({
    jurisdiction,
    client,
    askHub: new GuardedNode({ client, guards, files }).ask,
    leases: store.leases,
    cipher: new RelayCipher(options),
    relay: readRelayAddress({ relay, inbound: listen }),
    now,
  });
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
    batches: new BatchReader({ jurisdiction, ask, files, options, now }),
    pushed: new PushedHousingFund(reader),
    unit,
  });
  const book = new StepBook(store);
  const isHandling = handling !== undefined;
  const step = new SettlementNodeSteps({
    jurisdiction,
    ask,
    unit,
    book,
    recent: new RecentOrders(resources.clock ?? monotonicClock),
    onFault: onInboundFault,
  });
  return {
    read,
    ...(isHandling ? { step } : {}),
    inbound: {
      start: async () => {
        await owner.start();
        // Reads go on until the server is drained, those of other replicas until the node is given up.
        const close = () => owner.stop();
        if (listen === undefined) return { url: null, stop: async () => undefined, close };
        const listener = new SettlementNodeListener({
          jurisdiction,
          options,
          listen,
          inbox: store.inbox,
          files,
          steps: isHandling ? new StepResults({ jurisdiction, unit, book, answers: store.steps, now }) : null,
          onFault: onInboundFault,
          now,
          createSequence: sequence,
        });
        try {
          const port = await listener.start();
          return {
            url: `tcp://${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${port}`,
            stop: () => listener.stop(),
            close,
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
