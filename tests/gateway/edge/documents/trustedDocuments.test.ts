import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { replaceFile } from '../../../support/replaceFile.ts';
import { startTestGateway, type TestGateway } from '../support/startTestGateway.ts';
import { createTestIssuer } from '../support/testIssuer.ts';
import { world } from '../support/world.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const NAME = 'query Name { me { name } }';
const FUND = 'query Fund { me { fund } }';
const RENAME = 'mutation Rename($name: String!) { rename(name: $name) { name } }';
const ECHO = 'query Echo($text: String) { echo(text: $text) }';

const folder = await mkdtemp(join(tmpdir(), 'tongban-manifests-'));
const apollo = join(folder, 'apollo.json');
const plain = join(folder, 'plain.json');
const portal = join(folder, 'portal.json');
const apolloManifest = (...bodies: readonly string[]): string =>
  JSON.stringify({
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: bodies.map((body) => ({ id: sha256(body), name: 'X', type: 'query', body })),
  });

let gateway: TestGateway;
const issuer = await createTestIssuer();
beforeAll(async () => {
  await writeFile(apollo, apolloManifest(NAME, RENAME));
  await writeFile(plain, JSON.stringify({ 'fund-1': FUND, 'fund-again': FUND }));
  await writeFile(portal, JSON.stringify({ echo: ECHO }));
  gateway = await startTestGateway(world, {
    documents: { manifest: [apollo, plain], portals: { 'test-portal': portal }, mode: 'enforce' },
    issuers: [{ issuer: issuer.issuer, audience: 'tongban', jwks: { keys: [issuer.publicKey] } }],
    contextSecret: Buffer.alloc(32, 1).toString('base64'),
  });
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

async function ask(body: unknown, headers?: Record<string, string>) {
  const response = await gateway.post(body, headers);
  const { data, errors } = (await response.json()) as Answer;
  return errors === undefined ? data : { status: response.status, code: errors[0]?.extensions.code };
}
const asked = () => Object.values(gateway.subgraphs).flatMap(({ requests }) => requests).length;
const byHash = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const NOT_TRUSTED = { status: 403, code: 'OPERATION_NOT_TRUSTED' };

describe('an approved document', () => {
  it.each([
    ['its text', { query: NAME }, { me: { name: 'Ada' } }],
    ['its hash, as clients of Apollo send it', byHash(sha256(NAME)), { me: { name: 'Ada' } }],
    ['its text and hash', { query: NAME, ...byHash(sha256(NAME)) }, { me: { name: 'Ada' } }],
    ['its id in the manifest', { documentId: 'fund-1' }, { me: { fund: 3 } }],
    ['its text and id', { query: FUND, documentId: 'fund-1' }, { me: { fund: 3 } }],
    ['its text and another id of it', { query: FUND, documentId: 'fund-again' }, { me: { fund: 3 } }],
    ['its hash in capitals', { documentId: sha256(NAME).toUpperCase() }, { me: { name: 'Ada' } }],
    ['its hash, where the manifest has another id', { documentId: sha256(FUND) }, { me: { fund: 3 } }],
    ['a prefixed hash', { documentId: `sha256:${sha256(NAME)}` }, { me: { name: 'Ada' } }],
  ])('is answered by %s', async (_, body, data) => {
    expect(await ask(body)).toEqual(data);
  });

  it('is answered by GET, with variables, unless it is a mutation', async () => {
    const get = async (id: string) => {
      const response = await gateway.get(
        `/graphql?documentId=${id}&variables=${encodeURIComponent('{"name":"Eve"}')}`,
        { headers: { accept: 'application/graphql-response+json' } },
      );
      return { status: response.status, body: await response.json() };
    };

    expect(await get(sha256(NAME))).toEqual({ status: 200, body: { data: { me: { name: 'Ada' } } } });
    expect(await get(sha256(RENAME))).toMatchObject({ status: 405 });
    expect(await ask({ documentId: sha256(RENAME), variables: { name: 'Eve' } })).toEqual({
      rename: { name: 'Eve' },
    });
  });

  it('of one portal is approved for this portal alone', async () => {
    const bearer = async (portalName: string) => ({
      authorization: `Bearer ${await issuer.token({ portal: portalName })}`,
    });

    expect(await ask({ documentId: 'echo', variables: { text: 'a' } }, await bearer('test-portal'))).toEqual({
      echo: 'a',
    });
    expect(await ask({ documentId: 'echo' }, await bearer('other'))).toEqual(NOT_TRUSTED);
    expect(await ask({ query: ECHO }, await bearer('other'))).toEqual(NOT_TRUSTED);
    expect(await ask({ query: ECHO })).toEqual(NOT_TRUSTED);
  });
});

describe('anything else', () => {
  it.each([
    ['another text', { query: '{ me { name } }' }],
    ['a text that is no GraphQL', { query: 'this is not parsed' }],
    ['an approved text and a comment', { query: `${NAME} #` }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['an unknown hash', byHash(sha256('{ me { id } }'))],
    ['an unknown id', { documentId: 'fund-2' }],
    ['a name of an object', { documentId: '__proto__' }],
    ['a text that wants to be registered', { query: '{ me { id } }', ...byHash(sha256('{ me { id } }')) }],
  ])('is refused: %s', async (_, body) => {
    const before = asked();

    expect(await ask(body)).toEqual(NOT_TRUSTED);
    expect(asked()).toBe(before);
  });

  it('is refused on connections that stay open', async () => {
    const sse = await gateway.post({ query: '{ me { id } }' }, { accept: 'text/event-stream' });
    expect(await sse.text()).toContain('OPERATION_NOT_TRUSTED');

    const client = createClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
    });
    const run = (payload: { query: string; documentId?: string }) =>
      new Promise((resolve) => {
        client.subscribe(payload, { next: resolve, error: resolve, complete: () => undefined });
      });
    expect(await run({ query: NAME })).toEqual({ data: { me: { name: 'Ada' } } });
    expect(await run({ query: '', documentId: 'fund-1' })).toEqual({ data: { me: { fund: 3 } } });
    expect(await run({ query: '', ...byHash(sha256(NAME)) })).toEqual({ data: { me: { name: 'Ada' } } });
    expect(JSON.stringify(await run({ query: '{ me { id } }' }))).toContain('OPERATION_NOT_TRUSTED');
    await client.dispose();
  });

  it('leaves its trace in the log: which document was meant, and what it cost', async () => {
    await ask({ documentId: 'fund-1' });
    await expect.poll(() => gateway.log()).toMatch(/"document":"fund-1","cost":1[^0-9]/);
    expect(gateway.log()).toMatch(new RegExp(`"cost":1,"document":"${sha256(NAME)}"`));
  });

  it('is refused where text and hash differ, in words that say so', async () => {
    expect(await ask({ query: NAME, ...byHash(sha256(FUND)) })).toEqual({ status: 400, code: 'BAD_REQUEST' });
    expect(await ask({ query: NAME, documentId: 'fund-1' })).toEqual({ status: 400, code: 'BAD_REQUEST' });
  });
});

describe('a manifest', () => {
  const metrics = async () => (await fetch(`${gateway.adminUrl}/metrics`)).text();

  it('counts as it is now; a broken one is refused and the old one stays', async () => {
    const next = 'query Next { me { id } }';
    expect(await ask({ query: next })).toEqual(NOT_TRUSTED);

    await replaceFile(apollo, apolloManifest(NAME, RENAME, next));
    await expect.poll(() => ask({ query: next })).toEqual({ me: { id: '1' } });
    expect(gateway.log()).toContain('5 documents are trusted');

    await replaceFile(apollo, apolloManifest(NAME, RENAME, 'query { '));
    await expect
      .poll(() => gateway.log())
      .toMatch(
        /apollo\.json is no manifest of documents: document .+ cannot be parsed; the trusted documents stay/,
      );
    expect(await ask({ query: next })).toEqual({ me: { id: '1' } });
    expect(await metrics()).toMatch(/tongban_stale_seconds\{source="documents"\} \d*\.?\d*[1-9]/);

    await replaceFile(apollo, apolloManifest(NAME, RENAME));
    await expect.poll(() => ask({ query: next })).toEqual(NOT_TRUSTED);
    expect(await metrics()).toContain('tongban_stale_seconds{source="documents"} 0');
  });
});
