import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import {
  createAuthenticator,
  type OpenAuthenticator,
} from '../../../../gateway/edge/auth/createAuthenticator.ts';
import { type IssuerSettings, issuerSettings } from '../../../../gateway/edge/issuerSettings.ts';
import { LastGoodCopies } from '../../../../gateway/reload/LastGoodCopies.ts';
import { createTestIssuer, type TestIssuer } from '../support/testIssuer.ts';

let server: Server;
let home: TestIssuer;
let asked: number;
/** Resolves once the keys are asked for; they are answered once `answer` is called. */
let whenAsked: Promise<void>;
let answer: () => void;
let opened: OpenAuthenticator;
let copies: LastGoodCopies;

beforeEach(async () => {
  home = await createTestIssuer();
  asked = 0;
  let arrived: () => void = () => undefined;
  whenAsked = new Promise((resolve) => {
    arrived = resolve;
  });
  const released = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server = createServer(async (_, response) => {
    asked++;
    arrived();
    await released;
    response.end(JSON.stringify({ keys: [home.publicKey] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  copies = new LastGoodCopies(() => undefined);
  opened = await createAuthenticator([issuer()], { log: () => undefined, copies });
});
afterEach(() => {
  opened.close();
  copies.close();
  server.closeAllConnections();
  server.close();
});

function issuer(changes: Record<string, unknown> = {}): IssuerSettings {
  const { port } = server.address() as AddressInfo;
  const jwksUri = `http://127.0.0.1:${port}/jwks.json`;
  return issuerSettings.parse({ issuer: home.issuer, audience: 'tongban', jwksUri, ...changes });
}
const bearer = async (claims: Record<string, unknown> = {}) => `Bearer ${await home.token(claims)}`;

it('takes other rights of an issuer over at once, without asking for its keys again', async () => {
  answer();
  const header = await bearer({ scope: 'clerk' });
  const before = await opened.authenticator.identify(header);

  (await opened.prepare([issuer({ scopes: ['clerk'] })]))();
  const after = await opened.authenticator.identify(header);

  expect([before?.caller.scopes, after?.caller.scopes, asked]).toEqual([[], ['clerk'], 1]);
});

it('finishes what was begun by the old issuers, and remembers nothing of it', async () => {
  const header = await bearer();
  const begun = opened.authenticator.identify(header);
  await whenAsked;
  (await opened.prepare([issuer({ issuer: 'https://other.example', jwksUri: 'http://127.0.0.1:9/' })]))();
  answer();

  expect((await begun)?.caller.subject).toBe('u-1');
  await expect(opened.authenticator.identify(header)).rejects.toMatchObject({ status: 401 });
  expect([...copies.ages().keys()]).toEqual(['keys of https://other.example']);
});

it('changes nothing when the keys of one of them cannot be opened', async () => {
  const jwksFile = '/nowhere/keys.json';
  const broken = issuerSettings.parse({ issuer: 'https://other.example', audience: 'tongban', jwksFile });

  await expect(opened.prepare([issuer(), broken])).rejects.toThrow('keys cannot be used: ENOENT');
  answer();

  expect((await opened.authenticator.identify(await bearer()))?.caller.subject).toBe('u-1');
  const other = await (await createTestIssuer('https://other.example')).token();
  await expect(opened.authenticator.identify(`Bearer ${other}`)).rejects.toMatchObject({ status: 401 });
});

it.each([
  ['scopes', { scopes: [] }],
  ['offices', { offices: ['4301', '31'] }],
  ['another audience', { audience: 'another' }],
  ['other claims', { scopeClaim: 'scp' }],
])(
  'does not go on with whom it let in where the issuer is trusted with fewer or other %s',
  async (_, less) => {
    answer();
    const { authenticator, prepare } = opened;
    const rights = { scopes: ['clerk'], offices: ['43'] };
    (await prepare([issuer(rights)]))();
    const header = await bearer({ scope: 'clerk office:4307' });
    const token = (await authenticator.identify(header)) ?? expect.fail('nobody was named');

    (await prepare([issuer(rights), issuer({ issuer: 'https://guest.example' })]))();
    expect(authenticator.trusts(token)).toBe(true);
    (await prepare([issuer({ ...rights, ...less })]))();
    expect(authenticator.trusts(token)).toBe(false);
  },
);

it('goes on with those who have what their issuer may still give', async () => {
  answer();
  const { authenticator, prepare } = opened;
  (await prepare([issuer({ scopes: ['clerk'], offices: ['43', '31'] })]))();
  const headers = [await bearer({ scope: 'office:4307' }), await bearer({ scope: 'read' })];
  const tokens = await Promise.all(headers.map((header) => authenticator.identify(header)));

  (await prepare([issuer({ scopes: ['statistics'], offices: ['44', '43'] })]))();
  expect(tokens.map((token) => token !== null && authenticator.trusts(token))).toEqual([true, true]);
});

it('looks at no file of keys any more that was opened in vain, or whose issuer is gone for half a minute', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-authenticator-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const jwksFile = join(folder, 'keys.json');
  await writeFile(jwksFile, JSON.stringify({ keys: [home.publicKey] }));
  const byFile = (name: string, file = jwksFile) =>
    issuerSettings.parse({ issuer: `https://${name}.example`, audience: 'tongban', jwksFile: file });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { prepare, close } = await createAuthenticator([byFile('a')], { log: () => undefined, copies });
  // The next look, and one timer for what the first issuers replaced.
  expect(vi.getTimerCount()).toBe(2);

  await expect(prepare([byFile('a'), byFile('b'), byFile('c', '/nowhere')])).rejects.toThrow('ENOENT');
  // Only what was opened for it is closed: `a` is in use.
  expect(vi.getTimerCount()).toBe(2);

  (await prepare([byFile('b')]))();
  vi.advanceTimersByTime(29_800);
  // Both are looked at still, and when they were the next look is planned.
  while (vi.getTimerCount() < 4) await new Promise((resolve) => setImmediate(resolve));
  vi.advanceTimersByTime(200);
  expect(vi.getTimerCount()).toBe(1);
  close();
  expect(vi.getTimerCount()).toBe(0);
});

it('says of an issuer whose keys are elsewhere now how they stand, and trusts the keys that are written there alone', async () => {
  const jwksOf = ({ publicKey }: TestIssuer) => ({ jwks: { keys: [publicKey] }, jwksUri: undefined });
  const next = await createTestIssuer(home.issuer, { kid: 'k2' });
  const [old, young] = [await bearer(), `Bearer ${await next.token()}`];
  const { authenticator, prepare } = opened;
  (await prepare([issuer(jwksOf(home))]))();
  expect((await authenticator.identify(old))?.caller.subject).toBe('u-1');

  (await prepare([issuer(jwksOf(next))]))();
  await expect(authenticator.identify(old)).rejects.toMatchObject({ status: 401 });
  expect((await authenticator.identify(young))?.caller.subject).toBe('u-1');

  const { jwksUri } = issuer();
  (await prepare([issuer({ jwksUri: `${jwksUri}?a` })]))();
  (await prepare([issuer({ jwksUri: `${jwksUri}?b` })]))();
  expect([...copies.ages().keys()]).toEqual([`keys of ${home.issuer}`]);
});
