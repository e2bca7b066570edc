import { expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { resumeStream } from '../../../gateway/upstream/streams/resumeStream.ts';
import type { StreamMessage } from '../../../gateway/upstream/streams/StreamTransport.ts';

const opened: StreamMessage = { id: null, result: null };
const event = (id: string): StreamMessage => ({ id, result: { data: { id } } });
const PATIENCE_MS = 60_000;

/** What one opening brings, and for how long it is open before it breaks off. */
type Opening = readonly [messages: readonly StreamMessage[], openMs: number];

/** All that is heard until the source is given up, and where it was asked to go on. */
async function hear(openings: readonly Opening[], after: Opening, lastEventId: string | null = null) {
  let now = 0;
  const positions: (string | null)[] = [];
  const heard: StreamMessage[] = [];
  const open = async function* (position: string | null) {
    const [messages, openMs] = openings[positions.length] ?? after;
    positions.push(position);
    yield* messages;
    now += openMs;
    throw new TongbanError('JURISDICTION_UNAVAILABLE', 'broke off', { retryable: true });
  };
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const stream = resumeStream(
    { open, lastEventId, patienceMs: PATIENCE_MS, clock },
    new AbortController().signal,
  );
  const reading = (async () => {
    for await (const message of stream) heard.push(message);
  })();
  await expect(reading).rejects.toThrow('broke off');
  return { heard, positions, now };
}

const NEVER: Opening = [[], 0];
const QUIET: Opening = [[opened], 50_000];

it('goes on after any number of quiet openings, however long ago the last event was', async () => {
  const { heard, positions, now } = await hear(
    [[[opened, event('1')], 10], QUIET, NEVER, QUIET, NEVER, QUIET, [[opened, event('2')], 0]],
    NEVER,
  );

  expect(heard).toEqual([event('1'), event('2')]);
  expect(positions.slice(0, 8)).toEqual([null, '1', '1', '1', '1', '1', '1', '2']);
  expect(now).toBeGreaterThan(150_000 + PATIENCE_MS);
});

it('gives a source up that opens again and again and breaks off at once', async () => {
  const { positions, now } = await hear([[[opened, event('1')], 0]], [[opened], 10]);

  expect(now).toBeGreaterThan(PATIENCE_MS);
  expect(now).toBeLessThan(PATIENCE_MS + 10_000);
  // With longer and longer pauses.
  expect(positions.length).toBeLessThan(60);
});

it('gives a source without ids up at once', async () => {
  const { positions } = await hear([[[opened, { id: null, result: { data: {} } }], 0]], NEVER);

  expect(positions).toEqual([null]);
});

it('gives a source without ids up at once, whatever id its client has made up', async () => {
  const { positions } = await hear([[[opened, { id: null, result: { data: {} } }], 0]], NEVER, 'made-up');

  expect(positions).toEqual(['made-up']);
});

it('goes on for a client that left off somewhere, once its source has given an id', async () => {
  const { positions } = await hear([[[opened, event('8')], 0]], NEVER, '7');

  expect(positions.slice(0, 2)).toEqual(['7', '8']);
});

it('gives a source up that has gone on to an id that cannot be given back: it would tell of what follows the last one again', async () => {
  const unplaced: StreamMessage = { id: null, result: { data: { id: '办件 2' } } };
  const { heard, positions } = await hear([[[opened, event('1'), unplaced], 0]], NEVER);

  expect(heard).toEqual([event('1'), unplaced]);
  expect(positions).toEqual([null]);
});

it('keeps the last id through an opening that gives none', async () => {
  const other: StreamMessage = { id: null, result: { data: {} } };
  const { positions } = await hear(
    [
      [[opened, event('1')], 0],
      [[opened, other], 0],
    ],
    NEVER,
  );

  expect(positions.slice(0, 3)).toEqual([null, '1', '1']);
});

it.each([
  [
    'an error that says so',
    new TongbanError('JURISDICTION_BAD_RESPONSE', 'no GraphQL', { retryable: false }),
  ],
  ['a fault of ours', new TypeError('no GraphQL')],
])('gives a source up at once after %s', async (_, error) => {
  const positions: (string | null)[] = [];
  const open = async function* (position: string | null) {
    positions.push(position);
    yield event('1');
    throw error;
  };
  const options = { open, lastEventId: null, patienceMs: PATIENCE_MS };
  const stream = resumeStream(options, new AbortController().signal);

  expect((await stream.next()).value).toEqual(event('1'));
  await expect(stream.next()).rejects.toBe(error);
  expect(positions).toEqual([null]);
});

it.each(['open', 'being waited for'])(
  'ends without a word when it is left while the source is %s',
  async (when) => {
    const leaving = new AbortController();
    let opened = 0;
    const open = async function* () {
      opened++;
      yield event('1');
      if (when === 'open') leaving.abort();
      throw new TongbanError('JURISDICTION_UNAVAILABLE', 'broke off');
    };
    const clock = { now: () => 0, sleep: async () => leaving.abort() };
    // Where it was away for too long when it is left, that is no reason to say so either.
    const patienceMs = when === 'open' ? -1 : PATIENCE_MS;
    const stream = resumeStream({ open, lastEventId: null, patienceMs, clock }, leaving.signal);

    expect((await stream.next()).value).toEqual(event('1'));
    expect(await stream.next()).toEqual({ value: undefined, done: true });
    expect(opened).toBe(1);
  },
);
