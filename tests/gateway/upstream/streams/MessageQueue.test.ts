import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { MessageQueue } from '../../../../gateway/upstream/streams/MessageQueue.ts';

function open(capacity = 2) {
  const leaving = new AbortController();
  const told: string[] = [];
  const queue = new MessageQueue<number>({
    capacity,
    signal: leaving.signal,
    pause: () => void told.push('pause'),
    resume: () => void told.push('resume'),
    close: () => void told.push('close'),
  });
  return { queue, told, leaving, listeners: () => getEventListeners(leaving.signal, 'abort').length };
}

const DONE = { value: undefined, done: true };
const given = (value: number) => ({ value, done: false });

it('gives what has come in order, then the end, and lets go of its signal', async () => {
  const { queue, told, listeners } = open(10);
  queue.push(1);
  queue.push(2);
  queue.end(new Error('the source broke off'));
  queue.push(3);
  queue.end();

  expect([await queue.next(), await queue.next()]).toEqual([given(1), given(2)]);
  expect([told, listeners()]).toEqual([[], 1]);
  await expect(queue.next()).rejects.toThrow('the source broke off');
  expect([told, listeners()]).toEqual([['close'], 0]);
  expect(await queue.next()).toEqual(DONE);
  expect(told).toEqual(['close']);
});

it('tells a reader that waits of the end, and lets go just the same', async () => {
  const [ended, broken] = [open(), open()];
  const [last, lost] = [ended.queue.next(), broken.queue.next()];

  ended.queue.end();
  broken.queue.end(new Error('the source broke off'));

  expect(await last).toEqual(DONE);
  await expect(lost).rejects.toThrow('the source broke off');
  for (const { told, listeners } of [ended, broken]) expect([told, listeners()]).toEqual([['close'], 0]);
});

it('makes its source wait once for many messages or for many bytes, until all are taken', async () => {
  const { queue, told } = open(3);
  for (const message of [1, 2, 3, 4]) queue.push(message);
  expect(told).toEqual(['pause']);
  for (const _ of [1, 2, 3]) await queue.next();
  expect(told).toEqual(['pause']);
  await queue.next();
  expect(told).toEqual(['pause', 'resume']);

  queue.push(5, 2 ** 20);
  expect([told.at(-1), queue.bytes]).toEqual(['pause', 2 ** 20]);
  await queue.next();
  expect([told.at(-1), queue.bytes]).toEqual(['resume', 0]);
});

it('is left at once with its reader: nothing that waits is given, and nothing more is taken', async () => {
  for (const leave of ['signal', 'return'] as const) {
    const { queue, told, leaving, listeners } = open(10);
    const reading = queue.next();
    if (leave === 'signal') leaving.abort();
    else await queue.return();
    queue.push(1);

    expect(await reading).toEqual(DONE);
    expect(await queue.next()).toEqual(DONE);
    expect([told, queue.bytes, listeners()]).toEqual([['close'], 0, 0]);
  }
});

it('forgets what waits where it is left', async () => {
  const { queue, leaving, told } = open(10);
  queue.push(1, 100);
  leaving.abort();

  expect(await queue.next()).toEqual(DONE);
  expect([queue.bytes, told]).toEqual([0, ['close']]);
});

it('tells who leaves of the end alone, whatever the source makes of being left', async () => {
  const leaving = new AbortController();
  const queue: MessageQueue<number> = new MessageQueue<number>({
    capacity: 2,
    signal: leaving.signal,
    pause: () => undefined,
    resume: () => undefined,
    close: () => queue.end(new Error('the way was closed')),
  });
  const reading = queue.next();
  leaving.abort();

  expect(await reading).toEqual(DONE);
  expect(await queue.next()).toEqual(DONE);
});
