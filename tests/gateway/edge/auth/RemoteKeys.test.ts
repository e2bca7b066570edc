import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeProtectedHeader, type FlattenedJWSInput } from 'jose';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Authenticator } from '../../../../gateway/edge/auth/Authenticator.ts';
import { KeysUnavailableError } from '../../../../gateway/edge/auth/KeysUnavailableError.ts';
import { RemoteKeys } from '../../../../gateway/edge/auth/RemoteKeys.ts';
import { issuerSettings } from '../../../../gateway/edge/issuerSettings.ts';
import { createTestIssuer, type TestIssuer } from '../support/testIssuer.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let server: Server;
let answer: () => { readonly status: number; readonly body: string };
let url = '';
let asked = 0;
let now = 0;
let lines: string[] = [];
let states: string[] = [];
let changes = 0;
let keys: RemoteKeys;
let first: TestIssuer;
let second: TestIssuer;

beforeEach(async () => {
  [first, second] = [await createTestIssuer(), await createTestIssuer(undefined, { kid: 'k2' })];
  // A process that has been up for long.
  [asked, now, lines, states, changes] = [0, 30 * HOUR, [], [], 0];
  serve(first);
  server = createServer((_, response) => {
    asked++;
    const { status, body } = answer();
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/jwks`;
  keys = createKeys();
});
const createKeys = (everyMs?: number) =>
  new RemoteKeys({
    issuer: first.issuer,
    url,
    log: (line) => lines.push(line),
    tell: (state) => void states.push(state),
    onChange: () => changes++,
    now: () => now,
    ...(everyMs !== undefined && { everyMs }),
  });
afterEach(() => {
  keys.close();
  server.close();
  server.closeAllConnections();
});

const listOf = (...issuers: TestIssuer[]) =>
  JSON.stringify({ keys: issuers.map(({ publicKey }) => publicKey) });
const serve = (...issuers: TestIssuer[]) => {
  answer = () => ({ status: 200, body: listOf(...issuers) });
};
const goDown = () => {
  answer = () => ({ status: 503, body: '' });
};

/** Whether a key for the issuer's tokens can be had. */
async function find(issuer: TestIssuer): Promise<'found' | 'unknown' | 'unavailable'> {
  const token = await issuer.token();
  const [header = '', payload = '', signature = ''] = token.split('.');
  const input: FlattenedJWSInput = { protected: header, payload, signature };
  const { alg = '', kid } = decodeProtectedHeader(token);
  try {
    await keys.getKey({ alg, ...(kid !== undefined && { kid }) }, input);
    return 'found';
  } catch (error) {
    return error instanceof KeysUnavailableError ? 'unavailable' : 'unknown';
  }
}

describe('keys behind an address', () => {
  it('are fetched once for many tokens', async () => {
    expect(await Promise.all([find(first), find(first), find(first)])).toEqual(['found', 'found', 'found']);
    expect(asked).toBe(1);
  });

  it('are fetched again for an unknown key, but not for every one', async () => {
    await find(first);
    now += MINUTE;
    serve(second);

    expect(await find(second)).toBe('found');
    expect(await find(first)).toBe('unknown');
    expect(await find(first)).toBe('unknown');
    expect({ asked, changes }).toEqual({ asked: 2, changes: 1 });
  });

  it('are fetched for a new key five seconds after the last time', async () => {
    await find(first);
    serve(second);
    now += 4_999;
    expect(await find(second)).toBe('unknown');
    now += 1;

    expect(await find(second)).toBe('found');
    expect(asked).toBe(2);
  });

  it.each([
    ['under the name of the old one', 'k1'],
    ['without a name', undefined],
  ])('are fetched again for a new key %s, but not for every bad signature', async (_, kid) => {
    const publish = ({ publicKey: { kid: __, ...key } }: TestIssuer) => {
      const published = JSON.stringify({ keys: [kid === undefined ? key : { ...key, kid }] });
      answer = () => ({ status: 200, body: published });
    };
    const settings = issuerSettings.parse({ issuer: first.issuer, audience: 'tongban', jwksUri: url });
    const authenticator = new Authenticator([{ settings, keys }]);
    const subjectOf = async (issuer: TestIssuer) => {
      const verified = await authenticator.identify(`Bearer ${await issuer.token({}, { kid })}`);
      return verified?.caller.subject;
    };
    publish(first);
    expect(await subjectOf(first)).toBe('u-1');
    publish(second);
    now += 5_000;

    expect(await subjectOf(second)).toBe('u-1');
    await expect(subjectOf(first)).rejects.toMatchObject({ status: 401 });
    await expect(subjectOf(first)).rejects.toMatchObject({ status: 401 });
    expect({ asked, changes }).toEqual({ asked: 2, changes: 1 });
  });

  it('are fetched again though nobody presents a token, so that the first one is judged by those of now', async () => {
    keys = createKeys(5);
    await find(first);
    serve(second);
    now += 12 * HOUR;
    await expect.poll(() => changes).toBe(1);

    expect(await find(first)).toBe('unknown');
  });

  it('are no other ones where they are fetched again and the same', async () => {
    await find(first);
    now += HOUR;

    expect([await keys.renew(), asked, changes]).toEqual([false, 2, 0]);
  });

  it('are asked for again by a signature that fits none, and not by a token that is refused for what it says', async () => {
    const settings = issuerSettings.parse({ issuer: first.issuer, audience: 'tongban', jwksUri: url });
    const authenticator = new Authenticator([{ settings, keys }]);
    const strange = `Bearer ${await first.token({ aud: 'somebody-else' })}`;
    await find(first);
    now += 5_000;

    await expect(authenticator.identify(strange)).rejects.toMatchObject({ status: 401 });
    expect(asked).toBe(1);
  });

  it('are all taken back by an empty list', async () => {
    await find(first);
    serve();
    now += 11 * MINUTE;
    await find(first);
    await expect.poll(() => changes).toBe(1);

    expect(await find(first)).toBe('unknown');
    expect(lines).toEqual([]);
  });

  it('stay in use for a day while the address is down', async () => {
    await find(first);
    goDown();
    now += 23 * HOUR;

    expect(await find(first)).toBe('found');
    now += 2 * HOUR;
    expect(await find(first)).toBe('unavailable');
    expect(lines).toEqual([
      `the keys of ${first.issuer} cannot be fetched (status 503); the last ones stay in use`,
    ]);
  });

  it('are asked for until they can be had, though nobody presents a token, and the log says whose and why', async () => {
    goDown();
    keys = createKeys(5);
    keys.fetchAhead();
    await expect.poll(() => lines).toHaveLength(1);
    expect(keys.hasKeys()).toBe(false);
    serve(first);
    now += MINUTE;

    await expect.poll(() => keys.hasKeys()).toBe(true);
    expect(lines).toEqual([
      `the keys of ${first.issuer} cannot be fetched (status 503); its tokens are refused until they can`,
      `the keys of ${first.issuer} are fetched again`,
    ]);
  });

  it('do not say that a key is none of the issuer while it cannot be asked: it may be a new one', async () => {
    await find(first);
    goDown();
    now += MINUTE;

    expect([await find(second), await find(second), await find(first)]).toEqual([
      'unavailable',
      'unavailable',
      'found',
    ]);
    serve(first);
    now += MINUTE;
    expect(await find(second)).toBe('unknown');
  });

  it('come back with the address', async () => {
    goDown();
    expect(await find(first)).toBe('unavailable');
    serve(first);
    now += MINUTE;

    expect(await find(first)).toBe('found');
    expect(states).toEqual(['stale', 'current']);
  });

  it.each([
    ['is no JSON', 200, () => 'hello'],
    ['holds no public keys', 200, () => '{"keys":[{"kty":"oct","k":"AAAA"}]}'],
    ['is longer than any list of keys', 200, () => `${listOf(first)}${' '.repeat(300_000)}`],
    ['says that it is none', 404, () => listOf(first)],
  ])('are unavailable while the answer %s', async (_, status, body) => {
    answer = () => ({ status, body: body() });

    expect(await find(first)).toBe('unavailable');
  });
});

it('are not taken from where their address only points to', async () => {
  server.removeAllListeners('request');
  server.on('request', ({ url: path }, response) => {
    if (path === '/jwks') response.writeHead(302, { location: '/elsewhere' }).end();
    else response.end(listOf(first));
  });

  expect(await find(first)).toBe('unavailable');
});

it('are asked for no more once they are closed, nor is what comes then', async () => {
  let later = 0;
  const going = new RemoteKeys({
    ...{ issuer: first.issuer, url, log: () => undefined, onChange: () => undefined },
    ...{ now: () => (later += MINUTE), everyMs: 1 },
  });
  const ended = new RemoteKeys({
    ...{ issuer: 'ended', url: `${url}?ended`, log: (line) => lines.push(line), onChange: () => changes++ },
    ...{ now: () => (later += MINUTE), everyMs: 1 },
  });
  const asks: (string | undefined)[] = [];
  server.on('request', ({ url: path }) => asks.push(path));
  const count = (path: string) => asks.filter((one) => one === path).length;
  ended.fetchAhead();
  going.fetchAhead();
  await expect.poll(() => count('/jwks?ended')).toBeGreaterThan(2);

  ended.close();
  const before = count('/jwks?ended');
  const others = count('/jwks');
  await expect.poll(() => count('/jwks')).toBeGreaterThan(others + 5);
  going.close();

  // One may have been on its way.
  expect(count('/jwks?ended') - before).toBeLessThanOrEqual(1);
  expect(lines).toEqual([]);
});

it('has taken no key back before it has read any, and has none that nothing can be verified by', async () => {
  expect([keys.has('of an open stream'), keys.hasKeys()]).toEqual([true, false]);

  serve();
  await keys.renew();
  expect([keys.has('of an open stream'), keys.hasKeys()]).toEqual([false, false]);

  now += HOUR;
  serve(first);
  await keys.renew();
  expect([keys.has('of an open stream'), keys.hasKeys()]).toEqual([false, true]);
});

it.each([
  ['nobody answers there', () => url, 'ECONNREFUSED'],
  ['it is none', () => url.replace('//', '//name:secret@'), 'it cannot be asked'],
])('says of an address why it cannot be fetched, and not which it is: %s', async (_, addressOf, reason) => {
  url = addressOf();
  keys = createKeys();
  await new Promise((resolve) => server.close(resolve));

  expect(await find(first)).toBe('unavailable');
  expect(lines).toEqual([
    `the keys of ${first.issuer} cannot be fetched (${reason}); its tokens are refused until they can`,
  ]);
});

it('leave no timer behind, however often they are fetched', async () => {
  const [begun, ended] = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'clearTimeout')];
  onTestFinished(() => void vi.restoreAllMocks());
  keys = createKeys(10 * MINUTE);
  for (let times = 0; times < 3; times++) {
    await keys.renew();
    now += HOUR;
  }
  const timersOf = (ms: number) =>
    begun.mock.results.filter((_, at) => begun.mock.calls[at]?.[1] === ms).map(({ value }) => value);
  const [limits, looks] = [timersOf(5_000), timersOf(10 * MINUTE)];
  expect([asked, limits.length, looks.length]).toEqual([3, 3, 3]);

  expect(ended.mock.calls.flat()).toEqual(expect.arrayContaining([...limits, ...looks.slice(0, -1)]));
  keys.close();
  expect(ended.mock.calls.flat()).toContain(looks.at(-1));
});
