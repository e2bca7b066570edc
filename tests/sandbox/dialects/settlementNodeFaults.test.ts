import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { fileLinesOf } from '../support/fileLinesOf.ts';
import { NodeClient } from '../support/NodeClient.ts';
import { type Hub, startHub } from '../support/startHub.ts';
import { textOf, textsOf } from '../support/textsOf.ts';

const world = createWorld();
const numbers = world.holders
  .filter(({ holdings }) => holdings['housing-fund'].includes('330000'))
  .map(({ number }) => number);
const [person = ''] = numbers;

const LOST: readonly (string | null)[] = [null, 'ECONNRESET'];

let now = Date.now();
let hub: Hub;
let node: NodeClient;
beforeAll(async () => {
  hub = await startHub({ world, clock: () => now });
  node = new NodeClient(hub);
});
beforeEach(async () => {
  now = Date.now();
  await node.signIn();
});
afterEach(() => hub.govern('DELETE', 'fault'));
afterAll(() => hub.close());

const fail = (kind: string, details: object = {}) => hub.govern('PUT', 'fault', { kind, ...details });
const accounts = () => node.request('GJJC01', person);
const ask = (signal?: AbortSignal) => node.send([accounts()], signal);

describe('on the way', () => {
  it('latency: a good answer, late', async () => {
    await fail('latency', { ms: 60 });
    const started = performance.now();
    const { bytes } = await ask();

    expect(node.read(bytes).code).toBe('0000');
    expect(performance.now() - started).toBeGreaterThan(55);
  });

  it('refuse: nobody listens, until it is cleared', async () => {
    await fail('refuse');
    const refused = await ask();
    await hub.govern('DELETE', 'fault');

    expect(refused.failure).toBe('ECONNREFUSED');
    expect(node.read((await ask()).bytes).code).toBe('0000');
  });

  it('hang: reads the request and never answers, and refusing ends it', async () => {
    await fetch(`${hub.adminUrl}/calls/reset`, { method: 'POST' });
    await fail('hang');
    const hanging = ask();
    await vi.waitFor(
      async () => expect(await (await fetch(`${hub.adminUrl}/calls`)).json()).toMatchObject([{ calls: 1 }]),
      { timeout: 10_000 },
    );
    await fail('refuse');

    const { bytes, failure } = await hanging;
    expect([bytes.length, LOST.includes(failure)]).toEqual([0, true]);
  });

  it('trickle: a good answer, byte by byte', async () => {
    await fail('trickle', { ms: 1 });
    const { bytes, pieces } = await ask();

    expect(node.read(bytes).code).toBe('0000');
    expect(pieces).toBeGreaterThan(bytes.length / 4);
  });

  it('truncated: half a frame, or a lost connection', async () => {
    const whole = (await ask()).bytes.length;
    await fail('truncated');
    const half = await ask();
    await fail('truncated', { cut: 'connection' });
    const lost = await ask();

    expect([half.failure, half.bytes.length]).toEqual([null, whole >> 1]);
    // Whether the caller reads the end of the stream before it meets the reset is a matter of luck.
    expect(LOST).toContain(lost.failure);
    expect(lost.bytes.length).toBeLessThan(whole);
  });

  it('flapping: comes and goes, at the same address', async () => {
    await fail('flapping', { upMs: 40, downMs: 40 });
    const meet = (failure: string | null) =>
      vi.waitFor(async () => expect((await ask()).failure).toBe(failure), { interval: 5, timeout: 10_000 });

    await meet('ECONNREFUSED');
    await meet(null);
    await meet('ECONNREFUSED');
  });
});

describe('instead of the answer', () => {
  it.each([
    ['garbage', {}, /^ÿ/],
    ['html', {}, /^<!DOCTYPE html>/],
    ['empty', {}, /^$/],
  ] as const)('%s: no frame at all', async (kind, details, start) => {
    await fail(kind, details);

    expect((await ask()).bytes.toString('latin1')).toMatch(start);
  });

  it('huge: a frame of so many bytes that says so', async () => {
    await fail('huge', { bytes: 9_000_001 });
    const { bytes } = await ask();

    expect([bytes.length, bytes.readUInt32BE(16), bytes.toString('latin1', 20, 24)]).toEqual([
      9_000_021,
      9_000_001,
      '<a>a',
    ]);
  });

  it.each([
    ['deep', { levels: 2_000 }, '<a><a><a>'],
    ['xxe', {}, 'SYSTEM "file:///etc/hostname"'],
    ['billion-laughs', {}, '<!ENTITY l9 "&l8;&l8;'],
  ])('%s: in a plain frame', async (kind, details, part) => {
    await fail(kind, details);
    const { flag, text } = node.read((await ask()).bytes);

    expect(flag).toBe('1');
    expect(text).toContain(part);
  });
});

describe("in the dialect's own words", () => {
  it('error: its internal error, the code told, or failing lines in a file', async () => {
    await fail('error');
    const internal = await node.ask('GJJC01', person);
    const signIn = await node.signIn();
    await fail('error', { code: '9001' });
    const busy = await node.ask('GJJC01', person);
    await fail('error', { code: '3003' });
    const file = await node.ask('GJJP01', '', node.batch(numbers.slice(0, 4)));
    const one = await node.ask('GJJC01', person);

    expect([internal.code, signIn.code, busy.code, one.code]).toEqual(['9999', '9999', '9001', '9999']);
    expect(file.status).toBe('0');
    expect(new Set(fileLinesOf(file.text).map(([order, code]) => `${order} ${code}`))).toEqual(
      new Set(['00000001 0000', '00000002 3003', '00000003 0000', '00000004 3003']),
    );
  });

  it('error 1001: every session is invalid, whoever signs in', async () => {
    await fail('error', { code: '1001' });

    expect((await node.signIn()).code).toBe('0000');
    expect(await node.ask('GJJC01', person)).toMatchObject({ flag: '1', code: '1001' });
  });

  it('maintenance: from an instant to another, at the sign-in too', async () => {
    const start = now;
    await fail('maintenance', { from: start + 1_000, until: start + 2_000 });
    const codeAt = async (instant: number) => {
      now = instant;
      const { code, text } = await node.ask('GJJC01', person, '', { time: now });
      return [code, textOf(text, 'HFSJ').length];
    };

    expect(await codeAt(start)).toEqual(['0000', 0]);
    expect(await codeAt(start + 1_000)).toEqual(['9002', 14]);
    expect((await node.signIn({ time: now })).code).toBe('9002');
    expect(await codeAt(start + 2_000)).toEqual(['0000', 0]);
  });

  it('wrong-charset: UTF-8 under a declaration of GBK', async () => {
    await fail('wrong-charset');
    const plain = (await node.send([node.frame('1', Buffer.from('<?xml'))])).bytes.subarray(20);

    expect(plain.toString('utf8')).toContain('encoding="GBK"');
    expect(plain.toString('utf8')).toContain('报文格式错误');
  });

  it('wrong-person: a complete record of somebody else', async () => {
    await fail('wrong-person');
    const { code, text } = await node.ask('GJJC01', person);

    expect([code, numbers.includes(textOf(text, 'ZJHM').toUpperCase())]).toEqual(['0000', true]);
    expect(textOf(text, 'ZJHM').toUpperCase()).not.toBe(person);
  });

  it('stale-schema: newer fields are missing, and a code is unknown', async () => {
    await fail('stale-schema');
    const { text } = await node.ask('GJJC01', person);
    const file = await node.ask('GJJP01', '', node.batch(numbers.slice(0, 2)));

    expect(new Set(textsOf(text, 'GRZHZT'))).toEqual(new Set(['77']));
    expect(text).not.toMatch(/XHRQ|DWZH|DWMC/);
    expect(new Set(fileLinesOf(file.text).map(({ length }) => length))).toEqual(new Set([16]));
  });
});
