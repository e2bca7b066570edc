import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import { exchangeFrame } from '../../../adapters/transport/tcp/exchangeFrame.ts';
import type { FrameFormat } from '../../../adapters/transport/tcp/FrameFormat.ts';
import { FrameReader } from '../../../adapters/transport/tcp/FrameReader.ts';
import { FrameServer, type FrameServerOptions } from '../../../adapters/transport/tcp/FrameServer.ts';
import { DEFAULT_TRANSPORT_LIMITS } from '../../../adapters/transport/transportLimits.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { failureOf } from './failureOf.ts';

const MEBIBYTE = 1024 * 1024;
/** Four bytes of length, up to 8 MiB. */
const format: FrameFormat = {
  headBytes: 4,
  restBytes: (head) => (head.readUInt32BE(0) <= 8 * MEBIBYTE ? head.readUInt32BE(0) : null),
};

function frameOf(length: number, announced = length): Buffer {
  const frame = Buffer.alloc(4 + length, 'x');
  frame.writeUInt32BE(announced);
  return frame;
}

describe('a frame in pieces', () => {
  it.each([1, 2, 3, 4, 5, 7, 100])('of %i bytes is the frame', (size) => {
    const reader = new FrameReader(format);
    const frame = frameOf(20);
    const pieces = Array.from({ length: Math.ceil(frame.byteLength / size) }, (_, index) =>
      frame.subarray(index * size, (index + 1) * size),
    );

    const steps = pieces.map((piece) => reader.push(piece));

    expect(steps.at(-1)).toEqual({ kind: 'COMPLETE', frame, hasMore: false });
    expect(steps.slice(0, -1).every(({ kind }) => kind === 'INCOMPLETE')).toBe(true);
  });

  it('says when bytes stand behind it, and when its head is none', () => {
    const more = Buffer.concat([frameOf(2), Buffer.from('y')]);

    expect(new FrameReader(format).push(more)).toEqual({
      kind: 'COMPLETE',
      frame: frameOf(2),
      hasMore: true,
    });
    expect(new FrameReader(format).push(Buffer.alloc(4, 0xff))).toEqual({ kind: 'MALFORMED' });
  });

  it('takes the memory of what it holds, byte by byte too, and nothing for what is only announced', () => {
    const reader = new FrameReader(format);
    const before = held();
    reader.push(frameOf(0, 8 * MEBIBYTE));
    const announced = held() - before;
    // Each piece is a buffer of its own, as a socket gives it.
    for (let count = 0; count < 2 * MEBIBYTE; count += 1) reader.push(Buffer.allocUnsafeSlow(1));
    const grown = held() - before;

    expect(announced).toBeLessThan(MEBIBYTE);
    // What the pieces themselves took may not be collected yet; kept, they would be four times that.
    expect(grown).toBeLessThan(96 * MEBIBYTE);
    expect(reader.push(Buffer.alloc(6 * MEBIBYTE))).toMatchObject({ kind: 'COMPLETE' });
  });
});

function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function startServer(given: Partial<FrameServerOptions> = {}) {
  const server = new FrameServer({
    host: '127.0.0.1',
    port: 0,
    format,
    frameMs: 10_000,
    maxConnections: 10,
    maxBytes: 100,
    answer: async () => Buffer.from('done'),
    ...given,
  });
  const port = await server.start();
  onTestFinished(() => server.stop());
  return { open: async () => opened(connect({ host: '127.0.0.1', port })) };
}

async function opened(socket: Socket) {
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk)).on('error', () => undefined);
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  return { socket, closed, received: () => Buffer.concat(received).toString() };
}

describe('a server of frames', () => {
  it('closes whoever would exceed what all may send together, and gives back what they held', async () => {
    const server = await startServer();
    const slow = await server.open();
    slow.socket.write(frameOf(50, 60));
    const greedy = await server.open();
    greedy.socket.write(frameOf(60));
    await greedy.closed;
    slow.socket.destroy();
    await slow.closed;

    await expect
      .poll(async () => {
        const peer = await server.open();
        peer.socket.write(frameOf(80));
        await peer.closed;
        return peer.received();
      })
      .toBe('done');
    expect(greedy.received()).toBe('');
  });

  it.each([true, false])(
    'tells the work when nobody waits any more, half-closing meaning that: %s',
    async (endLeaves) => {
      let left: AbortSignal | null = null;
      let finish = (): void => undefined;
      const work = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const server = await startServer({
        endLeaves,
        answer: async (_, signal) => {
          left = signal;
          await work;
          return Buffer.from('done');
        },
      });
      const peer = await server.open();
      peer.socket.end(frameOf(1));
      await expect.poll(() => left?.aborted).toBe(endLeaves);
      finish();
      await peer.closed;

      expect(peer.received()).toBe('done');
    },
  );
});

describe('a connection that breaks', () => {
  it.each([
    ['before the frame was written whole: nobody reads part of one', 64 * MEBIBYTE, true],
    ['after it was: nobody can tell', 10, false],
  ])('%s', async (_when, length, wasNotSent) => {
    const hub = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.resetAndDestroy());
    });
    hub.listen(0, '127.0.0.1');
    await once(hub, 'listening');
    onTestFinished(() => void hub.close());
    const { port } = hub.address() as AddressInfo;
    const request = frameOf(length);
    const exchange = { host: '127.0.0.1', port, request, format, limits: DEFAULT_TRANSPORT_LIMITS };
    const failure = await failureOf(
      exchangeFrame({ ...exchange, jurisdiction: parseDivisionCode('430700') }, new AbortController().signal),
    );

    expect([failure.code, isNotSent(failure)]).toEqual(['JURISDICTION_UNAVAILABLE', wasNotSent]);
  });
});
