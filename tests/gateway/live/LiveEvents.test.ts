import { expect, it } from 'vitest';
import { LiveEvents } from '../../../gateway/edge/live/LiveEvents.ts';
import type { OperationEvent } from '../../../gateway/execute/OperationEvent.ts';

/** Events that end as told, and how often that was told of. */
function start(end: () => void) {
  const told = { ends: 0 };
  async function* events(): AsyncGenerator<OperationEvent, undefined> {
    yield { id: '1', result: null };
    end();
    return undefined;
  }
  return {
    told,
    live: new LiveEvents(
      events(),
      (result) => result,
      () => void told.ends++,
    ),
  };
}

it('gives its place back when there are no more events', async () => {
  const { told, live } = start(() => undefined);

  expect([await live.next(), told.ends]).toEqual([{ id: '1', result: null }, 0]);
  expect([await live.next(), told.ends]).toEqual([null, 1]);
});

it('gives its place back when reading them fails', async () => {
  const { told, live } = start(() => {
    throw new Error('broken');
  });
  await live.next();

  await expect(live.next()).rejects.toThrow('broken');
  expect(told.ends).toBe(1);
});

it('gives its place back when nobody wants them any more, and reads none', async () => {
  const { told, live } = start(() => expect.fail('read on'));
  await live.next();
  await live.close();

  expect(told.ends).toBe(1);
  expect(await live.next()).toBeNull();
});
