import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { deriveContextKey } from '../../subgraphs/serving/deriveContextKey.ts';
import { verifyCallContext } from '../../subgraphs/serving/verifyCallContext.ts';
import { findFreePort } from '../support/findFreePort.ts';
import { replaceFile } from '../support/replaceFile.ts';
import { type ServedSubgraph, serveTestSubgraph, type TestSubgraph } from '../support/serveTestSubgraph.ts';
import { startTestGateway, type TestGateway } from './edge/support/startTestGateway.ts';

const master = new Uint8Array(32).fill(9);
const contextSecret = Buffer.from(master).toString('base64');

const head = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.tongban.dev/partition/v1.0", import: ["@partition"])
    @composeDirective(name: "@partition")
  directive @partition(by: String!) on OBJECT`;

/** A record's place is in a field of another name than usual: the supergraph says which. */
const people: TestSubgraph = {
  sdl: `${head}
    type Query { records: [Record]! }
    type Record @key(fields: "place holderId") @partition(by: "place") { place: ID! holderId: ID! }`,
  resolvers: {
    Query: {
      records: () => ['430000', '430700', '440000'].map((place) => ({ place, holderId: 'h' })),
    },
  },
};
const funds = (office: string): TestSubgraph => ({
  sdl: `${head}
    type Record @key(fields: "place holderId") @partition(by: "place") { place: ID! holderId: ID! office: String }`,
  resolvers: { Record: { __resolveReference: (key: object) => ({ ...key, office }) } },
});

let folder: string;
let places: Record<'hunan' | 'changde' | 'moved', ServedSubgraph>;
let gateway: TestGateway;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-partitions-'));
  const [hunan, changde, moved] = await Promise.all([
    serveTestSubgraph(funds('Hunan')),
    serveTestSubgraph(funds('Changde')),
    serveTestSubgraph(funds('Changde, moved')),
  ]);
  places = { hunan, changde, moved };
  const partitions = await write({ '43': hunan.url, '4307': changde.url });
  gateway = await startTestGateway({ people, funds: funds('never asked') }, { partitions, contextSecret });
});
afterEach(async () => {
  await gateway.close();
  await Promise.all(Object.values(places).map((place) => place.close()));
  await rm(folder, { recursive: true });
});

async function write(prefixes: Record<string, string>): Promise<string> {
  const file = join(folder, 'partitions.json');
  await replaceFile(file, JSON.stringify({ funds: prefixes }));
  return file;
}

const ask = async () =>
  JSON.parse(await (await gateway.post({ query: '{ records { place office } }' })).text());

describe('a gateway with partitions', () => {
  it('asks each place by the field that the supergraph names, and says which is not connected', async () => {
    expect(await ask()).toMatchObject({
      data: {
        records: [
          { place: '430000', office: 'Hunan' },
          { place: '430700', office: 'Changde' },
          { place: '440000', office: null },
        ],
      },
      errors: [
        {
          path: ['records', 2],
          extensions: { code: 'JURISDICTION_NOT_CONNECTED', jurisdiction: '440000', fields: ['office'] },
        },
      ],
    });
    expect(gateway.subgraphs['funds']?.requests).toEqual([]);
  });

  it('blames nobody who asks for a place that refuses our context, and tells the operator once', async () => {
    const refusing = await serveTestSubgraph({
      ...funds('never reached'),
      intercept: (_, response) => {
        const extensions = { code: 'UNAUTHENTICATED', origin: 'PORTAL', retryable: false };
        response.writeHead(401, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ errors: [{ message: 'no context', extensions }] }));
      },
    });
    onTestFinished(() => refusing.close());
    await write({ '43': places.hunan.url, '4307': refusing.url });
    await vi.waitUntil(async () => (await ask()).errors?.length === 2, { timeout: 10_000 });

    const { data, errors } = await ask();

    expect(data.records[0]).toEqual({ place: '430000', office: 'Hunan' });
    expect(errors[0]).toMatchObject({
      path: ['records', 1],
      extensions: {
        code: 'JURISDICTION_NOT_CONNECTED',
        origin: 'GATEWAY',
        retryable: false,
        jurisdiction: '430700',
      },
    });
    expect(gateway.log().match(/[^"]* refuses our context/g)).toEqual(['funds at 4307 refuses our context']);
  });

  it('tells the operator once why a place cannot be reached', async () => {
    const port = await findFreePort();
    await write({ '43': places.hunan.url, '4307': `http://127.0.0.1:${port}/graphql` });
    await vi.waitUntil(async () => (await ask()).errors?.length === 2, { timeout: 10_000 });

    await ask();

    expect(gateway.log().match(/[^"]* cannot be reached[^"]*/g)).toEqual([
      'funds at 4307 cannot be reached (ECONNREFUSED): its address, its port, or whether it speaks TLS',
    ]);
  });

  it('tells the operator once that a place answers with pages', async () => {
    const page = await serveTestSubgraph({
      ...funds('never reached'),
      intercept: (_, response) => void response.writeHead(404).end('<html>secret page</html>'),
    });
    onTestFinished(() => page.close());
    await write({ '43': places.hunan.url, '4307': page.url });
    await vi.waitUntil(async () => (await ask()).errors?.length === 2, { timeout: 10_000 });

    await ask();

    expect(gateway.log().match(/[^"]* does not answer[^"]*/g)).toEqual([
      'funds at 4307 does not answer as GraphQL does: The answer of funds is no JSON (HTTP 404)',
    ]);
    expect(gateway.log()).not.toContain('secret page');
  });

  it('signs each call for the endpoint that it goes to', async () => {
    await ask();

    const sent = [
      ['people', gateway.subgraphs['people']],
      ['funds/43', places.hunan],
      ['funds/4307', places.changde],
    ] as const;
    for (const [audience, subgraph] of sent) {
      const header = subgraph?.requests.at(-1)?.headers['tongban-context'];
      const contextKey = deriveContextKey(master, audience);
      expect(verifyCallContext(String(header), { audience, contextKey, now: Date.now() })).toMatchObject({
        aud: audience,
        caller: null,
      });
    }
  });

  it('follows edits of the file, and keeps the old table where the edit is broken', async () => {
    const offices = async () => {
      const { data } = await ask();
      return data.records.map(({ office }: { office: string | null }) => office);
    };
    await write({ '43': places.hunan.url, '4307': places.moved.url });
    await vi.waitFor(async () => expect(await offices()).toEqual(['Hunan', 'Changde, moved', null]), {
      timeout: 10_000,
      interval: 20,
    });

    await write({ '43': 'nowhere' });
    await vi.waitFor(() => expect(gateway.log()).toContain('the old partitions stay'), {
      timeout: 10_000,
      interval: 20,
    });

    expect(await offices()).toEqual(['Hunan', 'Changde, moved', null]);
  });

  it('counts calls by place', async () => {
    await ask();

    const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
    expect(metrics).toContain(
      'tongban_upstream_calls_total{service="funds",jurisdiction="4307",operation="entities"} 1\n',
    );
  });
});

it('takes addresses of services from the configuration instead of the supergraph', async () => {
  const elsewhere = await serveTestSubgraph(people);
  const moved = await startTestGateway(
    { people, funds: funds('Hunan') },
    { services: { people: elsewhere.url } },
  );
  await moved.post({ query: '{ records { place } }' });
  const reached = [elsewhere.requests.length, moved.subgraphs['people']?.requests.length];
  await moved.close();
  await elsewhere.close();

  expect(reached).toEqual([1, 0]);
});
