import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DocumentMemory } from '../../../../gateway/edge/documents/DocumentMemory.ts';
import { SharedDocuments } from '../../../../gateway/edge/documents/SharedDocuments.ts';
import { RedisLink } from '../../../../gateway/redis/RedisLink.ts';
import { redisServer, withRedis } from '../../../support/withRedis.ts';
import { startTestGateway, type TestGateway } from '../support/startTestGateway.ts';
import { world } from '../support/world.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const byHash = (hash: string, version: unknown = 1) => ({
  extensions: { persistedQuery: { version, sha256Hash: hash } },
});
const QUERY = 'query Name { me { name } }';
const NAME = { data: { me: { name: 'Ada' } } };

async function ask(gateway: TestGateway, body: unknown, headers?: Record<string, string>) {
  const response = await gateway.post(body, headers);
  const { data, errors } = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  };
  const [error] = errors ?? [];
  return error === undefined
    ? { data }
    : { status: response.status, message: error.message, code: error.extensions.code };
}

const NOT_FOUND = { status: 200, message: 'PersistedQueryNotFound', code: 'PERSISTED_QUERY_NOT_FOUND' };
const NOT_SUPPORTED = {
  status: 400,
  message: 'PersistedQueryNotSupported',
  code: 'PERSISTED_QUERY_NOT_SUPPORTED',
};

describe('a document that its client registers', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway(world, { limits: { cost: 50 } });
  });
  afterAll(() => gateway.close());

  it('is asked for once, then known by its hash alone, by GET too', async () => {
    const hash = sha256(QUERY);
    expect(await ask(gateway, byHash(hash), { 'accept-language': 'zh-CN' })).toEqual(NOT_FOUND);
    expect(await ask(gateway, { query: QUERY, ...byHash(hash) })).toEqual(NAME);
    expect(await ask(gateway, byHash(hash))).toEqual(NAME);

    const search = new URLSearchParams({ extensions: JSON.stringify(byHash(hash).extensions) });
    const init = { headers: { accept: 'application/graphql-response+json' } };
    expect(await (await gateway.get(`/graphql?${search}`, init)).json()).toEqual(NAME);
    expect((await gateway.get(`/graphql?${search}`)).status).toBe(400);
  });

  it('is registered under its own hash only, and only if it may be executed', async () => {
    const costly = '{ me { friends { friends { id } } } }';
    const broken = '{ me {';
    expect(await ask(gateway, { query: costly, ...byHash(sha256(QUERY)) })).toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
    });
    expect(await ask(gateway, { query: costly, ...byHash(sha256(costly)) })).toMatchObject({
      code: 'OPERATION_TOO_COSTLY',
    });
    expect(await ask(gateway, { query: broken, ...byHash(sha256(broken)) })).toMatchObject({
      code: 'GRAPHQL_PARSE_FAILED',
    });
    for (const text of [costly, broken]) expect(await ask(gateway, byHash(sha256(text)))).toEqual(NOT_FOUND);
  });

  it.each([
    ['a hash that is none', byHash('a'), NOT_FOUND],
    ['a name of an object', byHash('constructor'), NOT_FOUND],
    ['another version', byHash(sha256(QUERY), 2), NOT_SUPPORTED],
    ['no version', { extensions: { persistedQuery: { sha256Hash: sha256(QUERY) } } }, NOT_SUPPORTED],
    ['an extension that is no object', { extensions: { persistedQuery: 'a' } }, NOT_SUPPORTED],
    ['a hash that is no text', { extensions: { persistedQuery: { version: 1, sha256Hash: 7 } } }, 400],
    ['an id without end', { documentId: 'a'.repeat(257) }, 400],
    ['no hash', { extensions: { persistedQuery: { version: 1 } } }, 400],
  ])('is not found by %s', async (_, body, expected) => {
    const answer = await ask(gateway, body);

    if (typeof expected === 'number') expect(answer).toMatchObject({ status: expected, code: 'BAD_REQUEST' });
    else expect(answer).toEqual(expected);
  });
});

it('is told, where nothing may be registered, in the words that clients know', async () => {
  const gateway = await startTestGateway(world, { documents: { automatic: false } });
  const hash = sha256(QUERY);

  expect(await ask(gateway, byHash(hash))).toEqual(NOT_SUPPORTED);
  expect(await ask(gateway, { query: QUERY, ...byHash(hash) })).toEqual(NAME);
  expect(await ask(gateway, byHash(hash))).toEqual(NOT_SUPPORTED);
  await gateway.close();
});

it('takes no more memory than it may, and forgets what was not asked for longest', () => {
  const memory = new DocumentMemory(20_000);
  const register = (name: string, length: number) => memory.register(name, name.repeat(length));
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) register(name, 1_000);
  // Clients send what is known again, and it takes nothing for that.
  for (let times = 0; times < 100; times++) register('i', 1_000);
  expect(memory.find('a')).toBe('a'.repeat(1_000));
  register('j', 1_000);
  register('k', 1_150);
  register('x', 1_151);

  expect(memory.find('a')).toBeDefined();
  expect(['b', 'c', 'd', 'e', 'k', 'x'].map((name) => memory.find(name)?.length)).toEqual([
    undefined,
    undefined,
    undefined,
    1_000,
    1_150,
    undefined,
  ]);
  expect(memory.bytes).toBeLessThanOrEqual(20_000);
});

describe.skipIf(redisServer === null)('with Redis', () => {
  const redis = withRedis();

  it('is known to all gateways, never as another text, and needs no Redis to be answered', async () => {
    const settings = { redis: { url: redis.server().url } };
    const [one, other] = await Promise.all([
      startTestGateway(world, settings),
      startTestGateway(world, settings),
    ]);
    const hash = sha256(QUERY);
    // Either may not have found Redis yet.
    const registered = async () => {
      await ask(one, { query: QUERY, ...byHash(hash) });
      return ask(other, byHash(hash));
    };
    await expect.poll(registered).toEqual(NAME);

    const forged = sha256('{ me { id } }');
    const client = new Redis(redis.server().url);
    expect(await client.get(`tongban:document:${hash}`)).toBe(QUERY);
    // Whoever asks for it keeps it for another hour.
    await client.expire(`tongban:document:${hash}`, 5);
    const third = await startTestGateway(world, settings);
    await expect.poll(() => ask(third, byHash(hash))).toEqual(NAME);
    await expect.poll(() => client.ttl(`tongban:document:${hash}`)).toBeGreaterThan(3_500);
    await third.close();
    await client.set(`tongban:document:${forged}`, QUERY);
    client.disconnect();
    expect(await ask(other, byHash(forged))).toEqual(NOT_FOUND);

    const link = new RedisLink({
      ...{ url: redis.server().url, prefix: 'flood:', isCluster: false, commandMs: 5_000 },
      log: () => undefined,
    });
    await expect.poll(() => link.isReady).toBe(true);
    const documents = new SharedDocuments(link, new DocumentMemory(1_000));
    const large = 'x'.repeat(16_385);
    documents.register(sha256(large), large);
    for (let n = 0; n < 5_000; n++) documents.register(sha256(String(n)), String(n));
    const kept = await link.client.keys('flood:*');
    expect(kept.length).toBeLessThan(2_100);
    expect(kept).not.toContain(`flood:document:${sha256(large)}`);
    const left = await Promise.all(kept.slice(0, 10).map((key) => link.client.ttl(key)));
    expect(left.every((seconds) => seconds > 3_500 && seconds <= 3_600)).toBe(true);
    link.close();

    await redis.server().stop();
    expect(await ask(other, byHash(sha256('{ me { fund } }')))).toEqual(NOT_FOUND);
    for (const gateway of [one, other]) expect(await ask(gateway, byHash(hash))).toEqual(NAME);
    await Promise.all([one.close(), other.close()]);
  });
});
