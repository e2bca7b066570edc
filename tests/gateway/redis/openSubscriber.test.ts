import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { RedisLink } from '../../../gateway/redis/RedisLink.ts';

const SUBSCRIBED = '*3\r\n$9\r\nsubscribe\r\n$1\r\nx\r\n:1\r\n';

// The library's own would end unheard of where the connection is lost again before its answer, and the process with it.
it('a subscriber that was lost asks for nothing by itself', async () => {
  const connections: { readonly socket: Socket; text: string }[] = [];
  const server = createServer((socket) => {
    const connection = { socket, text: '' };
    connections.push(connection);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      connection.text += bytes.toString();
      if (/subscribe/i.test(bytes.toString())) socket.write(SUBSCRIBED);
      if (/ping/i.test(bytes.toString())) socket.write('+PONG\r\n');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const link = new RedisLink({
    url: `redis://127.0.0.1:${port}`,
    isCluster: false,
    prefix: 't:',
    commandMs: 1_000,
    log: () => undefined,
  });
  const subscriber = link.openSubscriber();
  await subscriber.subscribe('x');
  const lost = connections.find(({ text }) => /subscribe/i.test(text));
  const isBack = once(subscriber, 'ready');
  lost?.socket.destroy();
  await isBack;
  await subscriber.ping();

  expect(connections.filter(({ text }) => /subscribe/i.test(text))).toEqual([lost]);
  link.close();
  server.close();
});
