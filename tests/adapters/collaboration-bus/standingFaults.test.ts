import { expect, it } from 'vitest';
import { busAck, busCall, busDocument, cardOf } from './busWords.ts';
import { person } from './holders.ts';
import { startBus } from './startBus.ts';

it('a package is told of once while it cannot be stored, and anew after something was', async () => {
  await using bus = await startBus(({ body }) => busAck(body));
  const head = {
    operation: '0109',
    collaborationNumber: `990310000000${'0'.repeat(16)}`,
    messageNumber: 'XT1',
  };
  const call = () => bus.call(busCall(busDocument(head, cardOf(person(1, '吴试一'), { kind: 'notice' }))));
  bus.store.setAway(true);
  await call();
  await call();
  bus.store.setAway(false);
  await call();
  bus.store.setAway(true);
  await call();

  expect(bus.faults.map(({ kind }) => kind)).toEqual(['refused package', 'refused package']);
});
