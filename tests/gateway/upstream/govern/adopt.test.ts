import { expect, it } from 'vitest';
import { upstreamSettings } from '../../../../gateway/upstream/govern/upstreamSettings.ts';
import type { Behaviour } from './support/Places.ts';
import { answer } from './support/Places.ts';
import { withPlaces } from './support/withPlaces.ts';

const open = withPlaces();

/** Keeps answers back until all are released. */
function heldBack() {
  const held: (() => void)[] = [];
  const hold: Behaviour = (...request) => void held.push(() => answer(...request));
  return { held, hold, release: () => held.splice(0).forEach((one) => void one()) };
}

it('more may be under way from the moment on that settings say so; those that wait go first, and none is lost', async () => {
  const { places, ask, client, stateOf } = await open({ leastInFlight: 1, mostInFlight: 1 });
  const { held, hold, release } = heldBack();
  places.behave('43', hold);
  const asked = Array.from({ length: 4 }, (_, n) => ask('43', { variables: { n } }));
  await expect.poll(() => held).toHaveLength(1);

  client.adopt(upstreamSettings.parse({ leastInFlight: 1, mostInFlight: 3 }));
  await expect.poll(() => held).toHaveLength(3);
  expect(stateOf('43')).toMatchObject({ limit: 3, inFlight: 3, waiting: 1, waits: { another: 0 } });

  client.adopt(upstreamSettings.parse({ leastInFlight: 1, mostInFlight: 1, mostWaiting: 1 }));
  expect(await ask('43', { variables: { n: 5 } })).toBe('JURISDICTION_BUSY');
  release();
  await expect.poll(() => held).toHaveLength(1);
  expect(stateOf('43')).toMatchObject({ limit: 1, inFlight: 1, waiting: 0 });
  release();
  expect(await Promise.all(asked)).toEqual(Array(4).fill({ a: 1 }));
  expect(places.bodies('43')).toHaveLength(4);
});

it('a client that is closed ends calls on sockets of earlier settings too', async () => {
  const { places, ask, client } = await open({ leastInFlight: 1, mostInFlight: 1 });
  places.behave('43', () => undefined);
  const asked = ask('43');
  await expect.poll(() => places.open).toBe(1);
  client.adopt(upstreamSettings.parse({ leastInFlight: 1, mostInFlight: 2 }));
  client.adopt(upstreamSettings.parse({ leastInFlight: 1, mostInFlight: 4 }));

  await client.close();

  expect(await asked).toBe('JURISDICTION_UNAVAILABLE');
  await expect.poll(() => places.open).toBe(0);
});

it('equal reads are one call or two, and slow ones are hedged or not, as settings say at the moment', async () => {
  const { places, ask, client, stateOf } = await open();
  const { held, hold, release } = heldBack();
  places.behave('43', hold);
  const pair = async (calls: number) => {
    const asked = [ask('43'), ask('43')];
    await expect.poll(() => held).toHaveLength(calls);
    release();
    await Promise.all(asked);
  };
  await pair(1);
  client.adopt(upstreamSettings.parse({ joinReads: false, hedged: ['funds'] }));
  await pair(2);
  expect(stateOf('43')).toMatchObject({ joined: 1, hedges: 0 });

  places.behave('43', answer);
  // A slow moment of the machine is hedged as well, and so many reads leave room for one more.
  for (let n = 0; n < 60; n++) await ask('43', { variables: { n } });
  const { hedges } = stateOf('43');
  places.behave('43', hold);
  const slow = ask('43');
  await expect.poll(() => held).toHaveLength(2);
  release();
  await slow;
  expect(stateOf('43').hedges).toBe(hedges + 1);
});

it('answers may be as large as settings say from the moment on that they do', async () => {
  const { places, ask, client } = await open();
  places.behave('43', (response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(`{"data":{"a":"${'x'.repeat(2_000)}"}}`);
  });

  client.adopt(upstreamSettings.parse({ answerBytes: 1_000 }));
  expect(await ask('43')).toBe('JURISDICTION_BAD_RESPONSE');

  client.adopt(upstreamSettings.parse({ answerBytes: 10_000 }));
  expect(await ask('43')).toEqual({ a: 'x'.repeat(2_000) });
});
