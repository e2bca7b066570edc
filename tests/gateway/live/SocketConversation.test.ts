import { expect, it, onTestFinished } from 'vitest';
import type { EdgeLimits } from '../../../gateway/edge/edgeLimits.ts';
import { CallerQuota } from '../../../gateway/edge/live/CallerQuota.ts';
import { LiveEvents } from '../../../gateway/edge/live/LiveEvents.ts';
import type { LiveOperations } from '../../../gateway/edge/live/LiveOperations.ts';
import { SocketClient } from '../../../gateway/edge/live/SocketClient.ts';
import { SocketConversation } from '../../../gateway/edge/live/SocketConversation.ts';
import type { SocketSession } from '../../../gateway/edge/live/SocketSession.ts';
import type { OperationEvent } from '../../../gateway/execute/OperationEvent.ts';
import { QuietSocket } from './support/QuietSocket.ts';

/** A subscription whose events fail after the first one. */
async function* failing(): AsyncGenerator<OperationEvent, undefined> {
  yield { id: null, result: { data: { n: 1 } } };
  throw new Error('broken');
}

it('tells a client of a subscription that fails, and gives its id and its place back', async () => {
  const socket = new QuietSocket();
  const quota = new CallerQuota(1, 1);
  const events = () =>
    new LiveEvents(
      failing(),
      (result) => result,
      () => void places--,
    );
  const operations = {
    run: async () => ({ operation: 'subscription', answer: { kind: 'events', events: events() } }),
    refuse: () => ({ errors: [{ message: 'An internal error' }] }),
    describe: () => ({ message: 'An internal error' }),
  };
  const session = {
    signIn: async () => undefined,
    requireRoom: () => undefined,
    openStream: () => () => undefined,
    contextFor: (signal: AbortSignal) => ({ signal }),
  };
  const conversation = new SocketConversation({
    client: new SocketClient(socket.asSocket()),
    clients: { isOver: () => false } as never,
    session: session as unknown as SocketSession,
    operations: operations as unknown as LiveOperations,
    limits: { tokens: 100, nesting: 10, bodyBytes: 1_000 } as EdgeLimits,
  });
  onTestFinished(() => conversation.end());
  const say = async (message: object) => {
    const done = conversation.take(JSON.stringify(message));
    let isDone = false;
    void done.finally(() => {
      isDone = true;
    });
    // What it is sent is taken as it comes.
    await expect.poll(() => !socket.take() && isDone).toBe(true);
  };
  await say({ type: 'connection_init' });
  const told = [
    { id: '1', type: 'next', payload: { data: { n: 1 } } },
    { id: '1', type: 'error', payload: [{ message: 'An internal error' }] },
  ];
  for (let times = 1; times <= 2; times++) {
    await say({ type: 'subscribe', id: '1', payload: { query: 'subscription { n }' } });
    expect(socket.sent.slice(-2).map((text) => JSON.parse(text))).toEqual(told);
  }

  expect(quota.total).toBe(0);
});
