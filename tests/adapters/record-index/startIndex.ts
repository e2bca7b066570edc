import { text } from 'node:stream/consumers';
import { createDataExchangeRecordIndex } from '../../../adapters/record-index/data-exchange/createDataExchangeRecordIndex.ts';
import type { RecordIndexPort } from '../../../adapters/record-index/port.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';

/** 2026-11-22T02:30:00Z. */
const NOW = 1_795_314_600_000;

interface ScriptedIndex {
  readonly port: RecordIndexPort;
  /** Numbers that each call asked about, in its order. */
  readonly asked: readonly (readonly string[])[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** A record index that answers by a script over a real socket, and the adapter connected to it. */
export async function startIndex(
  script: (numbers: readonly string[]) => object,
  options: Readonly<Record<string, unknown>> = {},
): Promise<ScriptedIndex> {
  const asked: (readonly string[])[] = [];
  const server = await startHttpServer(async (incoming, response) => {
    const { items } = JSON.parse(await text(incoming));
    const numbers = items.map((item: Record<string, string>) => item['gmsfhm'] ?? item['tyshxydm']);
    asked.push(numbers);
    response.setHeader('content-type', 'application/json;charset=UTF-8');
    response.end(JSON.stringify(script(numbers)));
  });
  let nonces = 0;
  const port = createDataExchangeRecordIndex(
    {
      jurisdiction: parseDivisionCode('11'),
      dialect: 'data-exchange',
      url: server.url,
      options: { requesterId: 'dx-demo-index', secret: 'demo-secret-not-for-use', ...options },
    },
    {
      now: () => NOW,
      nonce: () => {
        nonces += 1;
        return String(nonces).padStart(16, '0');
      },
      onBreakerState: () => undefined,
      store: null,
      onInboundFault: () => undefined,
    },
  );
  return { port, asked, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
