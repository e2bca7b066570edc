import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { fileLinesOf } from '../support/fileLinesOf.ts';
import { NodeClient } from '../support/NodeClient.ts';
import { NodeListener } from '../support/NodeListener.ts';
import { type Hub, startHub } from '../support/startHub.ts';
import { textOf } from '../support/textsOf.ts';

const world = createWorld();
const numbers = world.holders
  .filter(({ holdings }) => holdings['housing-fund'].includes('350000'))
  .map(({ number }) => number)
  .slice(0, 5);

let hub: Hub;
let node: NodeClient;
let listener: NodeListener;
beforeEach(async () => {
  const options = { cipherMode: 'ECB', amountUnit: 'fen', syncLimit: 2 };
  hub = await startHub({ world, jurisdiction: '350000', options });
  node = new NodeClient(hub);
  listener = new NodeListener(node);
  await node.signIn();
  await hub.govern('PUT', 'callback', { url: await listener.listen() });
});
afterEach(async () => {
  await hub.close();
  await listener.close();
});

const ask = (sequence: string) => node.ask('GJJP01', '', node.batch(numbers), { sequence });
const requestOf = ({ text }: { readonly text: string }) => textOf(text, 'YFSLSH');
const settled = (count: number) =>
  vi.waitFor(
    async () =>
      expect((await hub.govern('GET', 'callback')).answer).toMatchObject({ settled: count, waiting: 0 }),
    { timeout: 10_000 },
  );

describe('a file that is answered later', () => {
  it('is accepted with a batch number, and its answer file comes as a message under the key of the node', async () => {
    const accepted = await ask('500000000001');
    // Whatever becomes of the sessions, the message can be read.
    await node.signIn();
    await settled(1);
    const [message] = listener.taken;

    expect([accepted.status, accepted.code]).toEqual(['2', '0001']);
    expect(listener.taken).toHaveLength(1);
    expect(
      ['PCH', 'YFSLSH', 'YJYM', 'FHM', 'jym', 'jsjdh'].map((name) => textOf(message?.text ?? '', name)),
    ).toEqual([
      textOf(accepted.text, 'PCH'),
      '500000000001',
      'GJJP01',
      '0000',
      'GJJT01',
      node.option('nodeNumber'),
    ]);
    expect(
      new Set(fileLinesOf(message?.text ?? '').map(([order, code]) => `${Number(order)} ${code}`)),
    ).toEqual(new Set(['1 0000', '2 0000', '3 0000', '4 0000', '5 0000']));
  });

  it('is sent again under the same sequence until it is acknowledged', async () => {
    listener.answer = (_message, count) => (['hang up', 'refuse'] as const)[count - 1] ?? 'acknowledge';
    await ask('500000000001');
    await settled(1);

    expect(listener.taken).toHaveLength(3);
    expect(new Set(listener.taken.map(({ sequence }) => sequence)).size).toBe(1);
    expect(new Set(listener.taken.map(({ text }) => text)).size).toBe(1);
  });

  it('is kept while nobody listens, and while messages are paused', async () => {
    await hub.govern('POST', 'pushes/pause');
    await ask('500000000001');
    await ask('500000000002');
    const paused = await hub.govern('GET', 'callback');
    await hub.govern('POST', 'pushes/resume');
    await settled(2);

    expect(paused.answer).toMatchObject({ paused: true, waiting: 2, settled: 0 });
    expect(listener.taken.map(requestOf).toSorted()).toEqual(['500000000001', '500000000002']);
    expect(new Set(listener.taken.map(({ sequence }) => sequence)).size).toBe(2);
  });

  it('fails as a whole when the hub fails after it has accepted it', async () => {
    await hub.govern('POST', 'pushes/pause');
    await ask('500000000001');
    await hub.govern('PUT', 'fault', { kind: 'error', code: '9999' });
    await hub.govern('POST', 'pushes/resume');
    await settled(1);
    const text = listener.taken[0]?.text ?? '';

    expect([textOf(text, 'FHM'), textOf(text, 'PCWJ'), textOf(text, 'SJSJ')]).toEqual(['9999', '', '']);
  });
});

describe('unruly messages', () => {
  it('come before the acceptance of their batch, twice, and overtake each other', async () => {
    await hub.govern('PUT', 'fault', { kind: 'unruly-pushes' });
    await ask('500000000001');
    // The first one is there before its acceptance.
    const early = listener.taken.map(requestOf);
    await ask('500000000002');
    await ask('500000000003');
    await settled(3);
    const order = listener.taken.map(requestOf);

    expect(early).toEqual(['500000000001', '500000000001']);
    expect(order).toEqual(['1', '1', '3', '3', '2', '2'].map((end) => `50000000000${end}`));
    expect(new Set(listener.taken.map(({ sequence }) => sequence)).size).toBe(3);
  });
});

it('even a short file is answered later by an unruly hub, and at once by others', async () => {
  const askOne = async (sequence: string) =>
    (await node.ask('GJJP01', '', node.batch(numbers.slice(0, 1)), { sequence })).code;
  const calm = await askOne('500000000001');
  await hub.govern('PUT', 'fault', { kind: 'unruly-pushes' });

  expect([calm, await askOne('500000000002')]).toEqual(['0000', '0001']);
});

describe('the address of a listener', () => {
  it.each([[{ url: 'http://127.0.0.1:1/' }], [{ url: 'not an address' }], [{}]])(
    'refuses %j and says why',
    async (body) => {
      const { status, answer } = await hub.govern('PUT', 'callback', body);

      expect([status, answer]).toEqual([400, { error: expect.stringMatching(/\w/) }]);
    },
  );

  it('can be taken back: what cannot be told is not accepted', async () => {
    await hub.govern('PUT', 'callback', { url: null });

    expect((await ask('500000000001')).code).toBe('2007');
  });
});
