import { describe, expect, it, vi } from 'vitest';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import { SseExchange } from '../../../../gateway/upstream/streams/SseExchange.ts';

const STREAM = { 'content-type': 'text/event-stream' };

function start(status = 200, headers: Readonly<Record<string, string>> = STREAM) {
  const controller = {
    aborted: false,
    paused: false,
    reason: null,
    rawHeaders: [],
    abort: vi.fn(),
    pause: () => {
      controller.paused = true;
    },
    resume: () => {
      controller.paused = false;
    },
  };
  const hangUp = vi.fn();
  const exchange = new SseExchange(
    {
      service: 'feed',
      onUnauthorized: () => new TongbanError('JURISDICTION_NOT_CONNECTED', 'refused'),
      hangUp,
    },
    new AbortController().signal,
  );
  exchange.onRequestStart(controller);
  exchange.onResponseStart(controller, status, headers);
  const say = (text: string) =>
    exchange.onResponseData(
      controller,
      Buffer.from(`event: next\ndata: ${JSON.stringify({ data: { text } })}\n\n`),
    );
  const sayBytes = (bytes: string | Uint8Array) => exchange.onResponseData(controller, Buffer.from(bytes));
  return { controller, exchange, hangUp, messages: exchange.messages, say, sayBytes };
}

/** What its reader is told, to the end. */
async function read({ messages }: ReturnType<typeof start>): Promise<readonly unknown[]> {
  const told: unknown[] = [];
  try {
    for await (const { id, result } of messages) told.push(result ?? id);
  } catch (error) {
    told.push(error instanceof TongbanError ? [error.code, error.message] : error);
  }
  return told;
}

it.each([
  ['sixteen', 15, 1],
  ['three large', 3, 400_000],
])(
  'a source waits when %s events wait for their reader, and goes on when all are read',
  async (_, count, length) => {
    const { controller, messages, say } = start();
    for (let told = 1; told < count; told++) say('x'.repeat(length));
    expect(controller.paused).toBe(false);
    say('x'.repeat(length));
    expect(controller.paused).toBe(true);

    // The first says that the stream is open.
    for (let read = 0; read <= count; read++) {
      expect(controller.paused).toBe(true);
      await messages.next();
    }
    expect(controller.paused).toBe(false);
    for (let told = 1; told < count; told++) say('x'.repeat(length));
    expect(controller.paused).toBe(false);
  },
);

describe('a stream', () => {
  const OPEN = null;
  const event = (text: string) => ({ data: { text } });

  it.each(['text/event-stream', 'Text/Event-Stream ; charset=utf-8', 'text/event-stream;a=b'])(
    'is what is called %s',
    async (type) => {
      const started = start(200, { 'content-type': type });
      started.say('a');
      started.sayBytes('event: complete\n\n');

      expect(await read(started)).toEqual([OPEN, event('a')]);
    },
  );

  it.each([
    [201, 'text/event-stream'],
    [404, 'text/event-stream'],
    [200, 'text/event-streams'],
    [200, 'text/html; of=text/event-stream'],
  ])('is not what comes with %i as %s: that refuses it', async (status, type) => {
    const started = start(status, { 'content-type': type });
    started.say('a');
    started.exchange.onResponseEnd();

    expect(await read(started)).toEqual([
      ['JURISDICTION_BAD_RESPONSE', `The answer of feed is no JSON (HTTP ${status})`],
    ]);
  });

  it.each([
    [401, 'JURISDICTION_NOT_CONNECTED', 'refused', false],
    [500, 'JURISDICTION_BAD_RESPONSE', 'feed failed to open a stream (HTTP 500)', true],
    [499, 'JURISDICTION_BAD_RESPONSE', 'The answer of feed is no JSON (HTTP 499)', false],
  ])('is refused by %i with a page: %s', async (status, code, message, retryable) => {
    const started = start(status, { 'content-type': 'text/html' });
    if (status !== 401) {
      started.sayBytes('<h1>');
      started.exchange.onResponseEnd();
    }

    await expect(started.messages.next()).rejects.toMatchObject({ code, message, retryable });
  });

  it('is refused by an answer in GraphQL, which comes in pieces', async () => {
    const started = start(400, { 'content-type': 'application/json' });
    for (const piece of ['{"errors":[{"mess', 'age":"no"}]}']) started.sayBytes(piece);
    started.exchange.onResponseEnd();

    expect(await read(started)).toEqual([{ errors: [{ message: 'no' }] }]);
  });

  it('begins with the answer, whatever goes before that', async () => {
    const started = start(103, { link: '</a>' });
    started.exchange.onResponseStart(started.controller, 200, STREAM);
    started.sayBytes('event: complete\n\n');

    expect(await read(started)).toEqual([OPEN]);
  });

  it('that just ends has lost something: only what completes is whole', async () => {
    const started = start();
    started.say('a');
    started.exchange.onResponseEnd();

    expect(await read(started)).toEqual([
      OPEN,
      event('a'),
      ['JURISDICTION_UNAVAILABLE', 'The stream of feed broke off'],
    ]);
  });

  it('that breaks off is told of behind what came before, and so is a refusal of which a part is missing', async () => {
    const [stream, refusal] = [start(), start(400, { 'content-type': 'application/json' })];
    stream.say('a');
    refusal.sayBytes('{"err');
    for (const { exchange, controller } of [stream, refusal])
      exchange.onResponseError(controller, new Error('ECONNRESET'));

    const broken = ['JURISDICTION_UNAVAILABLE', 'The stream of feed broke off'];
    expect(await read(stream)).toEqual([OPEN, event('a'), broken]);
    expect(await read(refusal)).toEqual([broken]);
  });

  it.each([
    ['bytes outside its charset', Uint8Array.of(0xff, 0x0a), 'BAD_ENCODING', 'has bytes outside its charset'],
    [
      'an event without end',
      'x'.repeat(2 ** 22 + 1),
      'JURISDICTION_BAD_RESPONSE',
      'has an event that is too large',
    ],
    [
      'an event of another kind',
      'event: next\ndata: {"a":1}\n\n',
      'JURISDICTION_BAD_RESPONSE',
      'has an event that is no GraphQL response',
    ],
  ])(
    'is left at once when its source says %s, though nobody reads just then',
    async (_, said, code, message) => {
      const started = start();
      started.sayBytes(said);

      expect(started.hangUp).toHaveBeenCalled();
      expect(await read(started)).toEqual([OPEN, [code, `The stream of feed ${message}`]]);
    },
  );

  it('is left at once when its source is away, though nobody reads just then', async () => {
    const started = start(503);

    expect(started.hangUp).toHaveBeenCalled();
    expect(await read(started)).toEqual([
      ['JURISDICTION_UNAVAILABLE', 'The stream of feed broke off (HTTP 503)'],
    ]);
  });
});
