import { expect, it } from 'vitest';
import { SocketClient } from '../../../gateway/edge/live/SocketClient.ts';
import { QuietSocket } from './support/QuietSocket.ts';

function start() {
  const socket = new QuietSocket();
  return { socket, client: new SocketClient(socket.asSocket()) };
}

it('closes on who asks on and on without reading, before that takes much memory', () => {
  const { socket, client } = start();
  const text = 'x'.repeat(2 ** 20);
  for (let times = 0; times < 9; times++) void client.send(text);
  expect(socket.closed).toBeUndefined();

  for (let times = 0; times < 2; times++) void client.send(text);
  expect(socket.closed).toEqual([1013, 'Too slow']);
});

it('sends a long text piece by piece as it is taken, and all of it before a farewell', async () => {
  const { socket, client } = start();
  const text = 'abcdefgh'.repeat(20_000);
  const first = client.send(text);
  expect(socket.sent.join('').length).toBeLessThan(text.length);
  while (socket.take());
  await first;
  expect(socket.sent.join('')).toBe(text);

  socket.sent.splice(0);
  void client.send(text);
  void client.send('behind');
  client.end('late');
  expect([socket.sent.join(''), socket.closed]).toEqual([`${text}behind`, [1012, 'Service restart']]);
});

it('leaves who answers no ping, and pings nobody who has yet to take something', () => {
  const { socket, client } = start();
  client.beat();
  socket.emit('pong');
  client.beat();
  expect([socket.pings.length, socket.isTerminated]).toEqual([2, false]);

  void client.send('a');
  client.beat();
  client.beat();
  expect([socket.pings.length, socket.isTerminated]).toEqual([2, false]);

  // The answer to the last ping may have waited behind that.
  socket.take();
  client.beat();
  expect([socket.pings.length, socket.isTerminated]).toEqual([3, false]);
  client.beat();
  expect([socket.pings.length, socket.isTerminated]).toEqual([3, true]);
});

it('rejects with what is wrong with a text whose turn has come, and goes on with the next one', async () => {
  const { socket, client } = start();
  const wrong = client.sendInTurn(() => {
    throw new Error('nothing to write');
  });
  const right = client.sendInTurn(() => 'right');
  const none = client.sendInTurn(() => null);
  socket.take();

  await expect(wrong).rejects.toThrow('nothing to write');
  await Promise.all([right, none]);
  expect(socket.sent).toEqual(['right']);
});
