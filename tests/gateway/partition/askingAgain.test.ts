import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { createPartitionRouter } from '../../../gateway/partition/createPartitionRouter.ts';
import { PartitionTable } from '../../../gateway/partition/PartitionTable.ts';
import { HttpUpstreamClient } from '../../../gateway/upstream/HttpUpstreamClient.ts';
import { askForRecords } from './askForRecords.ts';
import { recordAt } from './recordAt.ts';
import { NEWER_SDL } from './releases.ts';

const REFUSAL = '{"errors":[{"message":"no","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}';

it('a place that refuses everything and tells another SDL each time is asked a tenth more at most', async () => {
  const asked = { sdl: 0, records: 0 };
  const server = createServer(async (request, response) => {
    const isSdl = (await text(request)).includes('_service');
    asked[isSdl ? 'sdl' : 'records']++;
    const sdl = `${NEWER_SDL} type T${asked.sdl} { a: Int }`;
    response.setHeader('content-type', 'application/json');
    response.end(isSdl ? JSON.stringify({ data: { _service: { sdl } } }) : REFUSAL);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new HttpUpstreamClient();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const table = new PartitionTable(new Map([['housing-fund', new Map([['43', url]])]]));
  const partitions = { table: () => table, close: () => undefined };
  const router = createPartitionRouter({ client, partitions, firstUseMs: 5_000 });
  onTestFinished(async () => {
    router.close();
    await client.close();
    server.close();
    server.closeAllConnections();
  });

  const startedAt = performance.now();
  for (let n = 0; n < 50; n++) {
    const outcomes = await askForRecords(router, '... on Record { servedBy }', [recordAt('430000', `${n}`)]);
    expect(outcomes).toMatchObject([{ kind: 'failed' }]);
  }

  const seconds = Math.ceil((performance.now() - startedAt) / 1_000);
  expect(asked.sdl).toBeLessThanOrEqual(1 + seconds);
  const [state] = [...client.endpoints()];
  expect(state?.retries).toBe(asked.records - 50);
  expect(state?.retries).toBeGreaterThan(0);
  expect(asked.records).toBeLessThanOrEqual(56);
});
