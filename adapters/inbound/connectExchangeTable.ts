import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { AdapterResources } from '../AdapterResources.ts';
import type { Place } from '../Place.ts';
import { AnswerRows } from '../steps/exchange-table/AnswerRows.ts';
import { ExchangeTableSteps } from '../steps/exchange-table/ExchangeTableSteps.ts';
import { ExchangeTable } from '../transport/exchange-table/ExchangeTable.ts';
import {
  type ExchangeTableOptions,
  exchangeTableOptions,
} from '../transport/exchange-table/exchangeTableOptions.ts';
import { GuardedSystem } from '../transport/GuardedSystem.ts';
import { monotonicClock } from '../transport/monotonicClock.ts';
import type { ConnectedExchange } from './ConnectedExchange.ts';
import type { ExchangedDepartment } from './ExchangedDepartment.ts';
import { ExchangeTableCollector } from './ExchangeTableCollector.ts';
import { MissingHolders } from './MissingHolders.ts';
import { PollingInbound } from './PollingInbound.ts';
import { PushedReader } from './PushedReader.ts';
import { RefusedRequests } from './RefusedRequests.ts';
import { requireStore } from './requireStore.ts';

/** A query row asks for everything about a person: there is one question only. */
const EVERYTHING = 'everything';
/** The centre's runs are minutes or a night apart; an open request is not repeated anyway. */
const AGAIN_AFTER_MS = 15 * 60_000;
const RETRY_AFTER_S = 60;
/** Longer than getting a connection and one statement may take, so that their own limits tell how a statement ended. */
const CALL_MS = 16_000;
const PERSONS_PER_INSERT = 100;
/** 请求流水号 hold 12 to 32 characters: a reference, and three for which of its persons. */
const REFERENCE_CHARACTERS = 28;

/**
 * Connects a centre with an exchange table; nothing is opened yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the address cannot be read or there is no store.
 */
export function connectExchangeTable(
  { jurisdiction, url, options: siteOptions }: Place,
  resources: AdapterResources,
  department: ExchangedDepartment,
): ConnectedExchange {
  const options = exchangeTableOptions.parse(siteOptions);
  const { schema, takenMinutes, contentFormat: format, handling } = options;
  const store = requireStore(resources);
  const system = new GuardedSystem({
    jurisdiction,
    limits: { callMs: CALL_MS },
    onStateChange: resources.onBreakerState,
  });
  const table = new ExchangeTable({ jurisdiction, url, schema, takenMinutes, system });

  const missing = new MissingHolders({
    requests: store.requests,
    createReference: () => resources.nonce().slice(-REFERENCE_CHARACTERS),
    againAfterMs: AGAIN_AFTER_MS,
    limit: PERSONS_PER_INSERT,
    send: async ({ reference, holders }) => {
      const requests = holders.map(({ number }, index) => ({
        serial: reference + String(index).padStart(3, '0'),
        number,
        content: contentOf(number, options),
      }));
      await table.request(requests, new AbortController().signal);
    },
    // Nothing is written about a person whose request is open.
    isRepeatable: true,
    onFault: resources.onInboundFault,
  });
  const refused = new RefusedRequests({
    table,
    store,
    clock: monotonicClock,
    onFault: resources.onInboundFault,
  });
  const collector = new ExchangeTableCollector({
    table,
    reading: { department, format, jurisdiction },
    inbox: store.inbox,
    digest: store.digest,
    answers: handling === undefined ? null : new AnswerRows({ jurisdiction, table, answers: store.steps }),
    createMark: resources.nonce,
    onFault: resources.onInboundFault,
  });
  const { businesses } = department;
  return {
    ...(handling === undefined
      ? {}
      : { step: new ExchangeTableSteps({ jurisdiction, table, businesses, options }) }),
    reader: new PushedReader({
      jurisdiction,
      records: store.records,
      retryAfter: () => Math.max(RETRY_AFTER_S, Math.ceil(refused.restMs / 1_000)),
      askLater: (_facet, holders) => {
        if (refused.restMs === 0) missing.ask(EVERYTHING, holders);
      },
      onFault: resources.onInboundFault,
    }),
    inbound: new PollingInbound({
      kind: 'exchange table',
      intervalMs: options.pollSeconds * 1_000,
      collect: async (signal) => {
        // Rows first: they are what the requests were for.
        const isMore = await collector.collect(signal);
        if (!isMore && !signal.aborted) await refused.collect(signal);
        return isMore;
      },
      close: async () => {
        await missing.stop();
        await table.close();
      },
      onFault: resources.onInboundFault,
    }),
  };
}

/** @see docs/dialects/exchange-table.md, 4 */
function contentOf(number: HolderIdentity['number'], options: ExchangeTableOptions): string {
  const { contentFormat, platformCode } = options;
  if (contentFormat === 'json') return JSON.stringify({ PTBM: platformCode, ZJHM: number });
  return `<?xml version="1.0" encoding="UTF-8"?><data><PTBM>${platformCode}</PTBM><ZJHM>${number}</ZJHM></data>`;
}
