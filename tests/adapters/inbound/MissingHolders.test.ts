import { describe, expect, it } from 'vitest';
import { type LaterRequest, MissingHolders } from '../../../adapters/inbound/MissingHolders.ts';
import { NotSent } from '../../../adapters/transport/NotSent.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { eventually } from '../../support/eventually.ts';
import { person } from '../collaboration-bus/holders.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';

const [wu, zheng, sun] = [person(1, '吴试一'), person(2, '郑试二'), person(3, '孙试三')];

function start(
  send: (request: LaterRequest) => Promise<void>,
  { store = createMemoryStore(() => 0), isRepeatable = false, againAfterMs = 1_000 } = {},
) {
  const requests: (readonly [string, readonly string[]])[] = [];
  const faults: string[] = [];
  let count = 0;
  const missing = new MissingHolders({
    requests: store.requests,
    createReference: () => {
      count += 1;
      return `R${count}`;
    },
    againAfterMs,
    limit: 2,
    isRepeatable,
    send: async (request) => {
      requests.push([request.reference, request.holders.map(({ name }) => name)]);
      await send(request);
    },
    onFault: ({ reason }) => faults.push(reason),
  });
  return { missing, requests, faults, store };
}

const error = (details: ConstructorParameters<typeof TongbanError>[2]) =>
  new TongbanError('JURISDICTION_UNAVAILABLE', 'away', details);

it('asks about each once, in requests of the limit', async () => {
  const { missing, requests, faults } = start(async () => undefined);

  missing.ask('f', [wu, zheng]);
  missing.ask('f', [zheng, sun]);
  await missing.settled();
  missing.ask('f', [wu, sun]);
  await missing.settled();

  expect(requests).toEqual([
    ['R1', ['吴试一', '郑试二']],
    ['R2', ['孙试三']],
  ]);
  expect(faults).toEqual([]);
});

it('notes whom it asks about before it asks', async () => {
  const known: boolean[] = [];
  const { missing, store } = start(async ({ reference }) => {
    known.push(await store.requests.knows(reference));
  });

  missing.ask('f', [wu]);
  await missing.settled();

  expect(known).toEqual([true]);
});

it('has noted what was sent: others rest then, however long ago a claim must be to be one that died', async () => {
  let now = 0;
  const store = createMemoryStore(() => now);
  const { missing, requests } = start(async () => undefined, { store, againAfterMs: 3_600_000 });
  await store.requests.claim({ reference: 'of the dead', facet: 'f', againAfterMs: 1 }, [zheng]);

  missing.ask('f', [wu, zheng]);
  await missing.settled();
  now += 61_000;
  missing.ask('f', [wu, zheng]);
  await missing.settled();

  expect(requests).toEqual([
    ['R1', ['吴试一']],
    ['R2', ['郑试二']],
  ]);
});

describe('after a failure', () => {
  it.each([
    ['that was not sent', error({ cause: new NotSent('n') }), false, 2],
    ['that was a refusal for a while', error({ upstreamCode: '-21' }), false, 2],
    ['that was a refusal for good', error({ upstreamCode: '-1', retryable: false }), true, 1],
    ['that nobody can explain', error({}), false, 1],
    ['that nobody can explain but that may be repeated', error({}), true, 2],
    ['of our own', new RangeError('吴试一'), true, 1],
  ])('%s', async (_what, failure, isRepeatable, times) => {
    const { missing, requests, faults } = start(() => Promise.reject(failure), { isRepeatable });

    missing.ask('f', [wu]);
    await missing.settled();
    missing.ask('f', [wu]);
    await missing.settled();

    expect(requests).toHaveLength(times);
    expect(faults[0]).toBe(
      failure instanceof RangeError ? 'a request about missing holders failed on our side' : 'away',
    );
  });

  it('of the store nobody is asked about, and it is told', async () => {
    const { missing, requests, faults, store } = start(async () => undefined);
    store.setAway(true);

    missing.ask('f', [wu]);
    await missing.settled();

    expect(requests).toEqual([]);
    expect(faults).toEqual(['the store is away']);
  });
});

it('stopping waits for what is under way and asks about nobody else', async () => {
  let finish = (): void => undefined;
  const work = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { missing, requests } = start(() => work);
  missing.ask('f', [wu, zheng, sun]);
  await eventually(() => expect(requests).toHaveLength(1));

  const stopped = missing.stop();
  missing.ask('f', [sun]);
  finish();
  await stopped;

  expect(requests).toEqual([['R1', ['吴试一', '郑试二']]]);
});
