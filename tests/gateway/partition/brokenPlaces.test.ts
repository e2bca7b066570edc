import { describe, expect, it } from 'vitest';
import { PROVINCES } from '../../../domain/provinces.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { eventually } from '../../support/eventually.ts';
import { askForRecords } from './askForRecords.ts';
import { createTestClient } from './createTestClient.ts';
import { recordAt } from './recordAt.ts';
import { tableOf } from './tableOf.ts';
import { withPartitions } from './withPartitions.ts';

const { serve, serveAll, route } = withPartitions();

describe('a broken place', () => {
  it('leaves 30 answers identical when one of 31 places is down', async () => {
    const mainland = PROVINCES.filter(({ mainland31 }) => mainland31);
    const endpoints = await serveAll(mainland.map(({ code2 }) => code2));
    const representations = mainland.flatMap(({ code }) => [recordAt(code, 'a'), recordAt(code, 'b')]);
    const selection = '... on Record { jurisdiction holderId servedBy accounts { number balance } }';
    const router = route(() => tableOf(endpoints));
    const before = await askForRecords(router, selection, representations);

    await endpoints.get('43')?.close();
    const after = await askForRecords(router, selection, representations);

    expect(mainland).toHaveLength(31);
    for (const [index, { jurisdiction }] of representations.entries()) {
      if (jurisdiction !== '430000') expect(JSON.stringify(after[index])).toBe(JSON.stringify(before[index]));
    }
    const failed = {
      kind: 'failed',
      error: {
        message: 'The system of this place cannot be reached',
        path: [],
        extensions: {
          code: 'JURISDICTION_UNAVAILABLE',
          origin: 'NETWORK',
          jurisdiction: '430000',
          service: 'housing-fund',
          retryable: true,
          traceId: 'request-1',
        },
      },
    };
    expect(after.filter(({ kind }) => kind !== 'entity')).toEqual([failed, failed]);
  });

  it('tells what is missing, busy, not connected and misspelt, each at its own place', async () => {
    const served = await serve('43');
    const router = route(() => tableOf([['43', served]]));

    const outcomes = await askForRecords(router, '... on Record { servedBy }', [
      recordAt('430000', 'missing'),
      recordAt('650000'),
      recordAt('43'),
      recordAt('430000', 'busy'),
      recordAt('430000'),
    ]);

    const said = (code: string, jurisdiction: string | undefined) => ({
      path: [],
      extensions: {
        code,
        ...(jurisdiction ? { jurisdiction } : {}),
        service: 'housing-fund',
        traceId: 'request-1',
      },
    });
    expect(outcomes).toMatchObject([
      { kind: 'missing', error: said('NOT_FOUND', '430000') },
      { kind: 'failed', error: said('JURISDICTION_NOT_CONNECTED', '650000') },
      { kind: 'failed', error: said('BAD_USER_INPUT', undefined) },
      {
        kind: 'failed',
        error: { ...said('JURISDICTION_BUSY', '430000'), extensions: { retryAfter: 3, retryable: true } },
      },
      { kind: 'entity', value: { servedBy: '43' }, errors: [] },
    ]);
    expect(JSON.stringify(outcomes[2])).not.toContain('jurisdiction":"');
  });

  it('takes an endpoint that answers nonsense as that endpoint alone', async () => {
    const [good, bad] = [await serve('43'), await serve('44')];
    bad.answerWith('{"data":{"_entities":[{},{}]}}');
    const router = route(() =>
      tableOf([
        ['43', good],
        ['44', bad],
      ]),
    );

    expect(
      await askForRecords(router, '... on Record { servedBy }', [recordAt('440000'), recordAt('430000')]),
    ).toMatchObject([
      {
        kind: 'failed',
        error: { extensions: { code: 'JURISDICTION_BAD_RESPONSE', jurisdiction: '440000' } },
      },
      { kind: 'entity', value: { servedBy: '43' } },
    ]);
  });
});

describe('a silent place', () => {
  async function askWithOneSilent() {
    const [good, silent] = [await serve('43'), await serve('44')];
    silent.answerWith(null);
    const client = createTestClient();
    const router = route(
      () =>
        tableOf([
          ['44', silent],
          ['43', good],
        ]),
      client,
    );
    const gone = new AbortController();
    const outcomes = askForRecords(
      router,
      '... on Record { servedBy }',
      [recordAt('440000'), recordAt('430000')],
      {
        signal: gone.signal,
      },
    );
    outcomes.catch(() => undefined);
    await eventually(() => expect([good.entityCalls().length, silent.entityCalls().length]).toEqual([1, 1]));
    return { outcomes, gone, silent, client };
  }

  it('ends the call when the client is gone', async () => {
    const { outcomes, gone, silent } = await askWithOneSilent();

    gone.abort(new Error('client gone'));

    await expect(outcomes).rejects.toThrow('client gone');
    await eventually(() => expect(silent.abandoned.count).toBe(1));
  });

  it('delivers the others at the deadline', async () => {
    const { outcomes, gone, silent, client } = await askWithOneSilent();

    await eventually(() => expect(client.answered.map(({ operation }) => operation)).toContain('entities'));
    gone.abort(new TongbanError('DEADLINE_EXCEEDED', 'out of time'));

    expect(await outcomes).toMatchObject([
      { kind: 'failed', error: { extensions: { code: 'DEADLINE_EXCEEDED', jurisdiction: '440000' } } },
      { kind: 'entity', value: { servedBy: '43' } },
    ]);
    await eventually(() => expect(silent.abandoned.count).toBe(1));
  });
});
