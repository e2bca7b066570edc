import { createServer, type Socket } from 'node:net';
import { buildSchema, parse } from 'graphql';
import { expect, it, onTestFinished } from 'vitest';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import {
  WebSocketTransport,
  type WebSocketTransportOptions,
} from '../../../../gateway/upstream/streams/WebSocketTransport.ts';
import { createTestContext } from '../../../support/createTestContext.ts';
import { RawSource, type RawSourceHabits } from './support/RawSource.ts';

const QUERY = 'subscription { ticked { number } }';
const SCHEMA = buildSchema(
  'type Query { ready: Boolean } type Subscription { ticked: Tick } type Tick { number: Int }',
);

function listen(url: string, options: Partial<WebSocketTransportOptions> = {}) {
  const transport = new WebSocketTransport({
    refuse: () => new TongbanError('JURISDICTION_NOT_CONNECTED', 'refused'),
    ...options,
  });
  const messages = transport.open(
    {
      service: 'feed',
      url,
      query: QUERY,
      document: parse(QUERY),
      schema: SCHEMA,
      operationName: undefined,
      variables: {},
      lastEventId: null,
    },
    createTestContext(),
    new AbortController().signal,
  );
  onTestFinished(() => void messages.return?.());
  return messages;
}

async function start(habits?: RawSourceHabits): Promise<RawSource> {
  const source = await RawSource.start(habits);
  onTestFinished(() => source.stop());
  return source;
}

const subscribed = (source: RawSource) => expect.poll(() => source.heard).toContain('subscribe');
const event = (number: number) => ({
  done: false,
  value: { id: null, result: { data: { ticked: { number } } } },
});

it.each([1000, 1001, undefined])(
  'a source that closes with %s has broken off, and is not asked again',
  async (code) => {
    const source = await start();
    const messages = listen(source.url);
    const first = messages.next();
    await subscribed(source);
    source.tell(1);
    expect(await first).toEqual(event(1));
    const second = messages.next();
    source.close(code);

    await expect(second).rejects.toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', retryable: true });
    await expect.poll(() => source.open).toBe(0);
    expect(source.opened).toBe(1);
  },
);

it('what a source told before it closed is still heard, and then that it broke off', async () => {
  const source = await start();
  const messages = listen(source.url);
  await subscribed(source);
  source.tell(1, 2);
  source.close(1000);
  await expect.poll(() => source.open).toBe(0);

  expect([await messages.next(), await messages.next()]).toEqual([event(1), event(2)]);
  await expect(messages.next()).rejects.toMatchObject({ code: 'JURISDICTION_UNAVAILABLE' });
  expect(source.opened).toBe(1);
});

it('a source that completes and closes has not broken off', async () => {
  const source = await start();
  const messages = listen(source.url);
  await subscribed(source);
  source.complete();
  source.close(1000);

  expect(await messages.next()).toEqual({ done: true, value: undefined });
});

it('who leaves while a source is being connected ends that at once, and nothing fails later', async () => {
  const failures: unknown[] = [];
  const note = (error: unknown) => void failures.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const connected: Socket[] = [];
  const mute = createServer((socket) => {
    connected.push(socket.on('error', () => undefined).resume());
  });
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void mute.close());
  const address = mute.address();
  const messages = listen(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
  await expect.poll(() => connected.length).toBe(1);
  await messages.return?.();

  await expect.poll(() => connected[0]?.destroyed).toBe(true);
  await new Promise((resolve) => setImmediate(resolve));
  expect(failures).toEqual([]);
});

it('a source that has to wait for its reader is neither judged nor left without a sign of life', async () => {
  const source = await start();
  const messages = listen(source.url, { silenceMs: 1_200 });
  await subscribed(source);
  const numbers = Array.from({ length: 20 }, (_, index) => index);
  source.tell(...numbers.slice(0, 16));
  await expect.poll(() => source.pongFrames, { timeout: 10_000 }).toBeGreaterThan(1);
  source.tell(...numbers.slice(16));
  expect(source.heard).toContain('pong');
  expect(source.open).toBe(1);

  for (const number of numbers) expect(await messages.next()).toEqual(event(number));
  const next = messages.next();
  const told = source.pongFrames;
  const asked = source.heard.length;
  await expect.poll(() => source.heard.slice(asked)).toContain('ping');
  source.habits = { answersPings: false };
  await expect(next).rejects.toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', retryable: true });
  expect(source.pongFrames).toBe(told);
});

it('a source that says much waits for its reader after a few messages', async () => {
  const source = await start();
  const messages = listen(source.url, { silenceMs: 1_200 });
  await subscribed(source);
  const texts = ['a', 'b', 'c'].map((sign) => sign.repeat(600_000));
  source.tell(...texts);

  // It is greeted while it waits.
  await expect.poll(() => source.pongFrames, { timeout: 10_000 }).toBeGreaterThan(0);
  for (const number of texts)
    expect(await messages.next()).toMatchObject({ value: { result: { data: { ticked: { number } } } } });
});

it('a source that does not answer a ping is gone', async () => {
  const source = await start({ answersPings: false });
  const messages = listen(source.url, { silenceMs: 400 });

  await expect(messages.next()).rejects.toMatchObject({ code: 'JURISDICTION_UNAVAILABLE' });
});

it('a source that answers pings but never takes the subscription is gone', async () => {
  const source = await start({ acknowledges: false });
  const messages = listen(source.url, { silenceMs: 1_000 });

  await expect(messages.next()).rejects.toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', retryable: true });
  expect(source.heard).toContain('ping');
  expect(source.heard).not.toContain('subscribe');
  await expect.poll(() => source.open).toBe(0);
  expect(source.opened).toBe(1);
});

it.each([
  ['a message above 4 MiB', 'JURISDICTION_BAD_RESPONSE', (source: RawSource) => source.tell('x'.repeat(5e6))],
  ['no UTF-8', 'BAD_ENCODING', (source: RawSource) => source.say(Buffer.from([0xff, 0xfe]))],
])('a source that sends %s is told as %s, after what it told before', async (_, code, harm) => {
  const source = await start();
  const messages = listen(source.url);
  await subscribed(source);
  source.tell(1);
  harm(source);

  expect(await messages.next()).toEqual(event(1));
  await expect(messages.next()).rejects.toMatchObject({ code, retryable: false });
  await expect.poll(() => source.open).toBe(0);
});
