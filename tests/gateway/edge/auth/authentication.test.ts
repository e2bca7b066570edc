import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportSPKI, importJWK } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { replaceFile } from '../../../support/replaceFile.ts';
import { startTestGateway, type TestGateway } from '../support/startTestGateway.ts';
import { createTestIssuer, type TestIssuer } from '../support/testIssuer.ts';
import { world } from '../support/world.ts';

const contextSecret = Buffer.alloc(32, 7).toString('base64');
const query = '{ me { name } }';

let home: TestIssuer;
let other: TestIssuer;
let rsa: TestIssuer;
let edwards: TestIssuer;
beforeAll(async () => {
  home = await createTestIssuer('https://home.example');
  other = await createTestIssuer('https://other.example', { kid: 'o1' });
  rsa = await createTestIssuer('https://rsa.example', { algorithm: 'RS256' });
  edwards = await createTestIssuer('https://edwards.example', { algorithm: 'EdDSA' });
});

let gateway: TestGateway;
const send = (token: string) => gateway.post({ query }, { authorization: `Bearer ${token}` });

/** The caller that a subgraph was told of last. */
function callerSeen(): unknown {
  const header = gateway.subgraphs['people']?.requests.at(-1)?.headers['tongban-context'];
  const payload = String(header).split('.')[1] ?? '';
  return JSON.parse(Buffer.from(payload, 'base64url').toString()).caller;
}

describe('a gateway with issuers', () => {
  beforeAll(async () => {
    const issuers = [home, other, rsa, edwards].map(({ issuer, publicKey }) => ({
      issuer,
      audience: 'tongban',
      jwks: { keys: [publicKey] },
      ...(issuer === home.issuer ? { scopes: ['clerk' as const], offices: ['43', '4401'] } : {}),
    }));
    gateway = await startTestGateway(world, { issuers, contextSecret });
  });
  afterAll(() => gateway.close());

  it.each(['JWT', 'at+jwt', 'application/at+jwt'])('takes a token that says it is %s', async (typ) => {
    expect((await send(await home.token({ sub: typ }, { typ }))).status).toBe(200);
  });

  it.each([
    ['ES256', () => home],
    ['RS256', () => rsa],
    ['EdDSA', () => edwards],
  ])('tells subgraphs who sent a token signed with %s', async (_, issuerOf) => {
    const response = await send(await issuerOf().token());

    expect(response.status).toBe(200);
    expect(callerSeen()).toEqual({
      issuer: issuerOf().issuer,
      subject: 'u-1',
      portal: 'test-portal',
      scopes: ['read', 'write'],
      purpose: 'self',
    });
  });

  it('passes on a purpose, and scopes given as a list', async () => {
    await send(await home.token({ purpose: 'item-7', scope: ['clerk', 3] }));

    expect(callerSeen()).toMatchObject({ purpose: 'item-7', scopes: ['clerk'] });
  });

  it('passes on no other scopes of clerks and offices than those that the issuer may give', async () => {
    const scope =
      'read clerk statistics office:430000 office:430700 office:440100 office:440000 office:340000 office:114300 case-engine step-results';
    await send(await home.token({ scope }));
    const given = ['read', 'clerk', 'office:430000', 'office:430700', 'office:440100'];
    expect(callerSeen()).toMatchObject({ scopes: given });
    await send(await other.token({ scope }));

    expect(callerSeen()).toMatchObject({ scopes: ['read'] });
  });

  it('takes a token of a portal with a long name', async () => {
    await send(await home.token({ portal: 'p'.repeat(256) }));

    expect(callerSeen()).toMatchObject({ portal: 'p'.repeat(256) });
  });

  it('takes a token without key id', async () => {
    expect((await send(await home.token({}, { kid: undefined }))).status).toBe(200);
  });

  it('lets a request without a token pass as anonymous', async () => {
    const response = await gateway.post({ query });

    expect(response.status).toBe(200);
    expect(callerSeen()).toBeNull();
  });

  const unsigned = (claims: object) => `${encode({ alg: 'none' })}.${encode(claims)}.`;
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = () => ({ iss: home.issuer, aud: 'tongban', sub: 'u-1', exp: Date.now() / 1_000 + 300 });
  const signedWithPublicKey = async () => {
    const key = await importJWK(home.publicKey, 'ES256', { extractable: true });
    if (key instanceof Uint8Array) throw new TypeError('a public key was expected');
    const signed = `${encode({ alg: 'HS256', kid: 'k1' })}.${encode(claims())}`;
    return `${signed}.${createHmac('sha256', await exportSPKI(key))
      .update(signed)
      .digest('base64url')}`;
  };
  const now = () => Math.floor(Date.now() / 1_000);

  it.each<[string, () => Promise<string> | string]>([
    ['that has expired', () => home.token({ exp: now() - 60 })],
    ['that is not valid yet', () => home.token({ nbf: now() + 600 })],
    ['without an expiry', () => home.token({ exp: undefined })],
    ['for another audience', () => home.token({ aud: 'somebody-else' })],
    ['without a subject', () => home.token({ sub: undefined })],
    [
      'of a portal whose name is longer than a log should hold',
      () => home.token({ portal: 'p'.repeat(257) }),
    ],
    ['of an unknown issuer', async () => (await createTestIssuer('https://unknown.example')).token()],
    [
      'of a stranger who calls himself a known issuer',
      async () => (await createTestIssuer(home.issuer)).token(),
    ],
    ["signed with another issuer's key", () => other.token({ iss: home.issuer }, { kid: 'k1' })],
    ['with algorithm none', () => unsigned(claims())],
    ['with HS256 under the public key', signedWithPublicKey],
    [
      'whose claims were changed',
      async () => (await home.token()).replace(/\.[^.]+\./, `.${encode(claims())}.`),
    ],
    ['that is signed to log somebody out', () => home.token({}, { typ: 'logout+jwt' })],
    ['that is signed as a proof', () => home.token({}, { typ: 'dpop+jwt' })],
    ['that is no token', () => 'abc'],
    ['that is too long', () => 'a'.repeat(9_000)],
  ])('refuses a token %s', async (_, make) => {
    const before = gateway.subgraphs['people']?.requests.length;

    const response = await send(await make());

    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(gateway.subgraphs['people']?.requests.length).toBe(before);
  });

  it.each<[string, () => Promise<string> | string]>([
    ['it has expired', () => home.token({ exp: now() - 60 })],
    ['\\"nbf\\" is still to come', () => home.token({ nbf: now() + 600 })],
    ['\\"exp\\" is missing', () => home.token({ exp: undefined })],
    ['\\"nbf\\" is of another kind than it must be', () => home.token({ nbf: 'soon' })],
    ['\\"aud\\" is another one than is configured', () => home.token({ aud: 'somebody-else' })],
    ['\\"aud\\" is missing', () => home.token({ aud: undefined })],
    ['\\"sub\\" is missing', () => home.token({ sub: undefined })],
    ['\\"sub\\" is empty, or its portal has more than 256 characters', () => home.token({ sub: '' })],
    [
      'its issuer is not on the list',
      async () => (await createTestIssuer('https://unknown.example')).token(),
    ],
    ['no key of its issuer has its \\"kid\\" and \\"alg\\"', () => home.token({}, { kid: 'unknown' })],
    ['its signature fits no key of its issuer', async () => (await createTestIssuer(home.issuer)).token()],
    ['its \\"alg\\" is not taken', signedWithPublicKey],
    ['its \\"typ\\" is not that of an access token', () => home.token({}, { typ: 'logout+jwt' })],
    ['it is no JWT with \\"iss\\"', () => 'abc'],
    ['it has more than 8192 characters', () => 'a'.repeat(9_000)],
  ])('logs of a refused token: %s', async (reason, make) => {
    const response = await send(await make());
    const requestId = response.headers.get('x-request-id');

    await eventually(() => {
      const line = gateway
        .log()
        .split('\n')
        .find((each) => each.includes(`"requestId":"${requestId}"`));
      expect(line).toContain(`"refused":"${reason}"`);
    });
  });

  it('refuses other schemes', async () => {
    const response = await gateway.post({ query }, { authorization: 'Basic YTpi' });

    expect(response.status).toBe(401);
  });

  it('logs neither tokens nor subjects', async () => {
    const token = await home.token({ sub: 'subject-in-no-log' });
    await send(token);
    await send(`${token}x`);

    expect(gateway.log()).toContain('"portal":"test-portal"');
    expect(gateway.log()).not.toContain('subject-in-no-log');
    expect(gateway.log()).not.toContain(token.slice(-40));
  });
});

describe('a key file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tongban-keys-'));
    file = join(folder, 'keys.json');
    await write({ keys: [home.publicKey] });
    gateway = await startTestGateway(world, {
      issuers: [{ issuer: home.issuer, audience: 'tongban', jwksFile: file }],
      contextSecret,
    });
  });
  afterEach(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  const write = async (content: unknown) => {
    await replaceFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  };
  const logged = (line: string) =>
    vi.waitFor(() => expect(gateway.log()).toContain(line), { timeout: 10_000, interval: 20 });

  it('may be rotated while the gateway runs: old tokens are refused, remembered ones too', async () => {
    const next = await createTestIssuer(home.issuer, { kid: 'k2' });
    const [oldToken, newToken] = [await home.token(), await next.token()];
    expect([(await send(oldToken)).status, (await send(newToken)).status]).toEqual([200, 401]);

    await write({ keys: [next.publicKey] });
    await logged('new keys are in use');

    expect([(await send(oldToken)).status, (await send(newToken)).status]).toEqual([401, 200]);
  });

  it.each([
    '{"keys":[',
    '{"keys":[]}',
    '{"keys":[{"kty":"oct","k":"AAAA"}]}',
    '{"keys":[{"kty":"EC","kid":"k1","crv":"P-256","x":"AAAA","y":"AAAA"}]}',
  ])('that is broken keeps the old keys: %s', async (content) => {
    await write(content);
    await logged('is refused, the keys in use stay');

    expect((await send(await home.token())).status).toBe(200);
  });

  it('that is gone keeps the old keys, and one that stands in its place is used', async () => {
    await rm(file);
    await logged('is refused, the keys in use stay: it cannot be read (ENOENT)');
    expect((await send(await home.token())).status).toBe(200);

    const next = await createTestIssuer(home.issuer, { kid: 'k2' });
    await write({ keys: [next.publicKey] });
    await logged('new keys are in use');

    expect((await send(await next.token())).status).toBe(200);
  });
});

it('without issuers nobody is authenticated, whatever the token', async () => {
  gateway = await startTestGateway(world, { contextSecret });
  const response = await send('nonsense');
  const caller = callerSeen();
  await gateway.close();

  expect(response.status).toBe(200);
  expect(caller).toBeNull();
});
