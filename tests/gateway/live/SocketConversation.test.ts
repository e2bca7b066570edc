import { expect, it, onTestFinished } from 'vitest';
import type { EdgeLimits } from '../../../gateway/edge/edgeLimits.ts';
import { CallerQuota } from '../../../gateway/edge/live/CallerQuota.ts';
import type { LiveClients } from '../../../gateway/edge/live/LiveClients.ts';
import { LiveEvents } from '../../../gateway/edge/live/LiveEvents.ts';
import type { LiveOperations } from '../../../gateway/edge/live/LiveOperations.ts';
import { SocketClient } from '../../../gateway/edge/live/SocketClient.ts';
import { SocketConversation } from '../../../gateway/edge/live/SocketConversation.ts';
import type { SocketSession } from '../../../gateway/edge/live/SocketSession.ts';
import type { OperationEvent } from '../../../gateway/execute/OperationEvent.ts';
import { QuietSocket } from './support/QuietSocket.ts';

type Events = () => AsyncGenerator<OperationEvent, undefined>;

/** A conversation in which every operation is a subscription, of one caller whose token may end. */
async function start(events: Events) {
  const socket = new QuietSocket();
  const client = new SocketClient(socket.asSocket());
  const token = { isOver: false };
  const quota = new CallerQuota(1, 1);
  const asked: unknown[] = [];
  const operations = {
    run: async ({ parameters }: { parameters: unknown }) => {
      asked.push(parameters);
      const live = new LiveEvents(events(), (result) => result, quota.take(null));
      return { operation: 'subscription', answer: { kind: 'events', events: live } };
    },
    refuse: () => ({ errors: [{ message: 'An internal error' }] }),
  };
  const session = {
    signIn: async () => undefined,
    requireRoom: () => undefined,
    openStream: () => client.openStream(),
    contextFor: (signal: AbortSignal) => ({ signal }),
  };
  const conversation = new SocketConversation({
    client,
    clients: { isOver: () => token.isOver } as unknown as LiveClients,
    session: session as unknown as SocketSession,
    operations: operations as unknown as LiveOperations,
    limits: { tokens: 100, nesting: 10, bodyBytes: 1_000 } as EdgeLimits,
  });
  onTestFinished(() => conversation.end());
  const say = (message: object) => client.during(conversation.take(JSON.stringify(message)));
  const subscribe = () => say({ type: 'subscribe', id: '1', payload: { query: 'subscription { n }' } });
  const told = () => socket.sent.map((text) => JSON.parse(text));
  /** Takes what comes until the work is done. */
  const until = async (work: Promise<void>) => {
    let isDone = false;
    void work.then(() => {
      isDone = true;
    });
    await expect.poll(() => !socket.take() && isDone).toBe(true);
  };
  await until(say({ type: 'connection_init' }));
  socket.sent.splice(0);
  return { socket, client, token, quota, asked, subscribe, told, until };
}

const event = (n: number): OperationEvent => ({ id: null, result: { data: { n } } });
const next = (n: number) => ({ id: '1', type: 'next', payload: { data: { n } } });

it('tells a client of a subscription that fails, and gives its id and its place back', async () => {
  const { quota, told, subscribe, until } = await start(async function* () {
    yield event(1);
    throw new Error('broken');
  });
  const failed = { id: '1', type: 'error', payload: [{ message: 'An internal error' }] };

  await until(subscribe());
  expect([told(), quota.total]).toEqual([[next(1), failed], 0]);
  await until(subscribe());
  expect([told(), quota.total]).toEqual([[next(1), failed, next(1), failed], 0]);
});

it('begins nothing for a token that counts no longer, before the clock of all clients comes by', async () => {
  const { socket, token, asked, subscribe, told } = await start(async function* () {
    yield event(1);
    return undefined;
  });
  token.isOver = true;
  await subscribe();

  expect([asked, told(), socket.closed]).toEqual([[], [], [4403, 'Token expired']]);
});

it('tells nothing of an event whose turn comes when the token counts no longer', async () => {
  const { socket, client, token, subscribe } = await start(async function* () {
    yield event(1);
    yield event(2);
    return undefined;
  });
  void client.send(JSON.stringify('x'.repeat(2 ** 20)));
  const subscribed = subscribe();
  await new Promise((resolve) => setImmediate(resolve));
  token.isOver = true;
  while (socket.take());
  await subscribed;

  expect(socket.sent.join('')).not.toContain('next');
  expect(socket.closed).toEqual([4403, 'Token expired']);
});
