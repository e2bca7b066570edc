import { isUtf8 } from 'node:buffer';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../sandbox/startSandbox.ts';
import { createWorld } from '../../sandbox/world/createWorld.ts';
import { eventually } from '../support/eventually.ts';
import { exchangeBytes } from './support/exchangeBytes.ts';
import { call, signedCall } from './support/signedCall.ts';
import { systemOf } from './support/systemOf.ts';

const FUND = 'housing-fund/430700';
const POLICE = 'public-security/440000';
const OLD_INSURANCE = 'social-insurance/430000';
const cohort = createWorld()
  .holders.slice(2, 62)
  .map(({ number }) => number);
const [first = ''] = cohort;

let now = Date.now();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    systems: ({ id }) => [FUND, POLICE, OLD_INSURANCE].includes(id),
    clock: () => now,
  });
});
afterEach(async () => {
  now = Date.now();
  await fetch(`${sandbox.adminUrl}/faults`, { method: 'DELETE' });
});
afterAll(() => sandbox.close());

const systemRows = z.array(
  z.object({
    id: z.string(),
    listening: z.boolean(),
    fault: z.unknown(),
    counters: z.object({ calls: z.number() }),
  }),
);
const admin = async (method: string, path: string, body?: unknown) => {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${sandbox.adminUrl}${path}`, init);
  return { status: response.status, answer: await response.json() };
};
const fail = (id: string, kind: string, details: object = {}) =>
  admin('PUT', `/systems/${id}/fault`, { kind, ...details });
const accounts = (numbers: readonly string[] = [first]) => ({
  RYLB: numbers.map((ZJHM) => ({ ZJLX: '01', ZJHM })),
});
const askFund = (signal?: AbortSignal) =>
  exchangeBytes(signedCall(systemOf(sandbox, FUND), '/grzh/query', accounts(), { time: now }), signal);
const askPolice = () =>
  exchangeBytes(
    signedCall(systemOf(sandbox, POLICE), 'catalog-612', { items: [{ gmsfhm: first }] }, { time: now }),
  );
const systemRow = async (id: string) =>
  systemRows.parse((await admin('GET', '/systems')).answer).find((row) => row.id === id);

describe('on the way', () => {
  it('latency: a good answer, late', async () => {
    await fail(FUND, 'latency', { ms: 60 });
    const started = performance.now();
    const { status } = await askFund();

    expect(status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(55);
  });

  it('refuse: nobody listens, until it is cleared', async () => {
    await fail(FUND, 'refuse');
    const refused = await askFund();
    const told = await systemRow(FUND);
    await admin('DELETE', `/systems/${FUND}/fault`);
    const cleared = await askFund();

    expect([refused.failure, cleared.status]).toEqual(['ECONNREFUSED', 200]);
    expect(told).toMatchObject({ listening: false, fault: { kind: 'refuse' } });
  });

  it('refuse: ends connections that are open', async () => {
    await fail(FUND, 'hang');
    const hanging = askFund();
    await eventually(async () => expect((await systemRow(FUND))?.counters.calls).toBeGreaterThan(0));
    await fail(FUND, 'refuse');

    expect((await hanging).failure).toBe('ECONNRESET');
  });

  it('hang: reads the request and never answers', async () => {
    await admin('POST', '/calls/reset');
    await fail(FUND, 'hang');
    const caller = new AbortController();
    const hanging = askFund(caller.signal);
    await eventually(async () => expect((await systemRow(FUND))?.counters.calls).toBe(1));
    caller.abort();

    expect(await hanging).toMatchObject({ status: null, failure: 'ABORT_ERR' });
  });

  it('trickle: a good answer, byte by byte', async () => {
    const whole = await exchangeBytes({ ...signedCall(systemOf(sandbox, FUND), '/other', {}) });
    await fail(FUND, 'trickle', { ms: 2 });
    const slow = await exchangeBytes({ ...signedCall(systemOf(sandbox, FUND), '/other', {}) });

    expect(slow.body).toEqual(whole.body);
    expect(slow.pieces).toBeGreaterThan(whole.body.length / 2);
  });

  it('truncated: half a body, or a lost connection', async () => {
    const whole = await askFund();
    await fail(FUND, 'truncated');
    const half = await askFund();
    await fail(FUND, 'truncated', { cut: 'connection' });
    const lost = await askFund();

    expect([half.failure, half.body]).toEqual([null, whole.body.subarray(0, whole.body.length >> 1)]);
    expect(lost.failure).toBe('ECONNRESET');
    expect(lost.body.length).toBeLessThan(whole.body.length);
  });

  it('flapping: comes and goes, at the same address', async () => {
    await fail(FUND, 'flapping', { upMs: 40, downMs: 40 });
    const meet = (expected: object) =>
      vi.waitFor(async () => expect(await askFund()).toMatchObject(expected), {
        interval: 5,
        timeout: 10_000,
      });

    await meet({ failure: 'ECONNREFUSED' });
    await meet({ failure: null, status: 200 });
    await meet({ failure: 'ECONNREFUSED' });
  });
});

describe('instead of the answer', () => {
  it('garbage: bytes of no charset', async () => {
    await fail(FUND, 'garbage');
    const { status, body } = await askFund();

    expect([status, isUtf8(body)]).toEqual([200, false]);
    expect(() => new TextDecoder('gb18030', { fatal: true }).decode(body)).toThrow();
  });

  it('html: a login page with status 200', async () => {
    await fail(FUND, 'html');
    const { status, contentType, body } = await askFund();

    expect([status, contentType, body.toString().includes('<form')]).toEqual([
      200,
      'text/html; charset=utf-8',
      true,
    ]);
  });

  it('empty: status 200 and nothing', async () => {
    await fail(FUND, 'empty');

    expect(await askFund()).toMatchObject({ status: 200, body: Buffer.alloc(0), failure: null });
  });

  it('huge: as many bytes as told', async () => {
    await fail(FUND, 'huge', { bytes: 5_000_001 });
    const { body } = await askFund();

    expect([body.length, body.toString('latin1', 0, 9)]).toEqual([5_000_001, '{"code":"']);
  });

  it('deep: as many levels as told, in JSON and in XML', async () => {
    await fail(FUND, 'deep', { levels: 2_000 });
    await fail(OLD_INSURANCE, 'deep', { levels: 2_000 });
    const json = (await askFund()).body.toString();
    const xml = (await exchangeBytes(oldInsuranceCall())).body.toString();

    // Compared by themselves: a difference of such texts fills the screen.
    expect(json === `{"code":"0","data":${'['.repeat(2_000)}${']'.repeat(2_000)}}`).toBe(true);
    expect(xml === `${'<a>'.repeat(2_000)}${'</a>'.repeat(2_000)}`).toBe(true);
  });

  it.each([
    ['xxe', 'SYSTEM "file:///etc/hostname"'],
    ['billion-laughs', '<!ENTITY l9 "&l8;&l8;'],
  ])('%s: the answer with an entity in it, for XML only', async (kind, declared) => {
    const whole = (await exchangeBytes(oldInsuranceCall())).body.toString('latin1');
    const refused = await fail(FUND, kind);
    await fail(OLD_INSURANCE, kind);
    const xml = (await exchangeBytes(oldInsuranceCall())).body.toString('latin1');

    expect(refused).toMatchObject({ status: 400, answer: { error: expect.stringContaining('XML') } });
    expect(whole).toMatch(/<\w/);
    expect(xml).toContain(declared);
    expect(xml.replace(/<!DOCTYPE.*\]>/s, '').replace('&x;', '')).toBe(whole);
  });
});

describe("in the dialect's own words", () => {
  it('error: its internal error, or the code told', async () => {
    await fail(FUND, 'error');
    const internal = await askFund();
    await fail(FUND, 'error', { code: '3001' });
    const busy = await askFund();
    await fail(POLICE, 'error');
    const police = await askPolice();

    expect([internal.status, codeOf(internal.body)]).toEqual([500, '9999']);
    expect([busy.status, codeOf(busy.body)]).toEqual([503, '3001']);
    expect([police.status, codeOf(police.body)]).toEqual([200, '300']);
  });

  it('maintenance: from an instant to another', async () => {
    const start = now;
    const window = { from: new Date(start + 1_000).toISOString(), until: start + 2_000 };
    await fail(POLICE, 'maintenance', window);
    const codeAt = async (instant: number) => {
      now = instant;
      return codeOf((await askPolice()).body);
    };

    expect([await codeAt(start), await codeAt(start + 1_000), await codeAt(start + 2_000)]).toEqual([
      '200',
      '308',
      '200',
    ]);
  });

  it('wrong-charset: GB18030 under a header that says UTF-8', async () => {
    await fail(POLICE, 'wrong-charset');
    const { contentType, body } = await askPolice();

    expect([contentType, isUtf8(body)]).toEqual(['application/json;charset=UTF-8', false]);
    expect(new TextDecoder('gb18030', { fatal: true }).decode(body)).toContain('成功');
  });

  it('wrong-person: a complete record of somebody else', async () => {
    await fail(FUND, 'wrong-person');
    const { status, answer } = await call(systemOf(sandbox, FUND), '/grzh/query', accounts([first]), {
      time: now,
    });
    const numbers = JSON.stringify(answer).match(/"ZJHM":"\d{17}[\dX]"/g) ?? [];

    expect([status, answer['code']]).toEqual([200, '0000']);
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers).not.toContain(`"ZJHM":"${first}"`);
  });

  it('stale-schema: newer fields are missing, and a code is unknown', async () => {
    await fail(FUND, 'stale-schema');
    const text = (await askFund()).body.toString();

    expect(text).toContain('"GRZHZT":"77"');
    expect(text).not.toMatch(/XHRQ|DWZH|DWMC/);
  });
});

/** Unsigned, so refused; but the refusal is XML of that system. */
function oldInsuranceCall() {
  const { url } = systemOf(sandbox, OLD_INSURANCE);
  return {
    url: `${url}/service`,
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=GBK' },
    body: '<?xml version="1.0"?><none/>',
  };
}

const codeOf = (body: Buffer): unknown => JSON.parse(body.toString()).code;
