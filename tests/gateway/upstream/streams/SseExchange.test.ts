import { expect, it, vi } from 'vitest';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import { SseExchange } from '../../../../gateway/upstream/streams/SseExchange.ts';

function start() {
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
  const exchange = new SseExchange(
    {
      service: 'feed',
      onUnauthorized: () => new TongbanError('JURISDICTION_NOT_CONNECTED', 'refused'),
      hangUp: () => undefined,
    },
    new AbortController().signal,
  );
  exchange.onRequestStart(controller);
  exchange.onResponseStart(controller, 200, { 'content-type': 'text/event-stream' });
  const say = (text: string) =>
    exchange.onResponseData(
      controller,
      Buffer.from(`event: next\ndata: ${JSON.stringify({ data: { text } })}\n\n`),
    );
  return { controller, messages: exchange.messages, say };
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
