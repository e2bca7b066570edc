import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { NodeClient } from '../support/NodeClient.ts';
import { type Hub, startHub } from '../support/startHub.ts';

const world = createWorld();
const person = world.holders.find(({ holdings }) => holdings['housing-fund'].includes('330000'))?.number;
let hub: Hub;
let node: NodeClient;
beforeAll(async () => {
  hub = await startHub({ world, options: { nodeNumber: '004301' } });
  node = new NodeClient(hub);
  await node.signIn();
});
afterAll(() => hub.close());

const accounts = () => node.request('GJJC01', person);
const bytesOf = (frame: Buffer) => Array.from(frame, (byte) => Buffer.of(byte));

describe('how frames arrive', () => {
  it('byte by byte', async () => {
    const { bytes, failure } = await node.send(bytesOf(accounts()));

    expect([failure, node.read(bytes).code]).toEqual([null, '0000']);
    expect(bytes.toString('latin1', 0, 7)).toBe('0043010');
  });

  it('header, length and payload in pieces that split them anywhere', async () => {
    const frame = accounts();
    const { bytes } = await node.send([frame.subarray(0, 18), frame.subarray(18, 21), frame.subarray(21)]);

    expect(node.read(bytes).code).toBe('0000');
  });

  it('two in one piece: the first one is answered, and nothing else', async () => {
    const { bytes, failure } = await node.send([Buffer.concat([accounts(), accounts()])]);

    expect([failure, node.read(bytes).code]).toEqual([null, '0000']);
  });

  it('side by side on many connections', async () => {
    const codes = await Promise.all(
      Array.from({ length: 20 }, async () => (await node.ask('GJJC01', person)).code),
    );

    expect(new Set(codes)).toEqual(new Set(['0000']));
  });
});

describe('closed without an answer', () => {
  const spoilt = (change: (frame: Buffer) => Buffer | undefined) => {
    const frame = accounts();
    return change(frame) ?? frame;
  };
  it.each([
    ['another node number', (frame: Buffer) => void frame.write('004302')],
    ['a node number without its zeros', (frame: Buffer) => void frame.write('4301  ')],
    ['another flag', (frame: Buffer) => void frame.write('2', 6)],
    ['reserved bytes that are not zero', (frame: Buffer) => void frame.write('0', 15)],
    ['length 0', (frame: Buffer) => void frame.writeUInt32BE(0, 16)],
    ['a length above 8 MiB', (frame: Buffer) => void frame.writeUInt32BE(8 * 2 ** 20 + 1, 16)],
    ['something that is no frame', () => Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('%s', async (_what, change) => {
    const { bytes, failure } = await node.send([spoilt(change)]);

    expect([bytes.length, failure === null || failure === 'ECONNRESET']).toEqual([0, true]);
    expect((await node.ask('GJJC01', person)).code).toBe('0000');
  });

  it('a payload of 8 MiB is no such thing', async () => {
    const frame = node.frame('0', Buffer.alloc(8 * 2 ** 20));

    expect(node.read((await node.send([frame])).bytes)).toMatchObject({ flag: '1', code: '1001' });
  });
});
