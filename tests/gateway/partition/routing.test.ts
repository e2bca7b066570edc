import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestContext } from '../../support/createTestContext.ts';
import { askForRecords } from './askForRecords.ts';
import { recordAt } from './recordAt.ts';
import { tableOf } from './tableOf.ts';
import { withPartitions } from './withPartitions.ts';

const { serve, serveAll, route } = withPartitions();

describe('the partition router', () => {
  it('knows which services are partitioned', async () => {
    const router = route(() => tableOf([]));

    expect(router.fetcherFor('people')).toBeUndefined();
    expect(router.fetcherFor('housing-fund')).toBe(router.fetcherFor('housing-fund'));
  });

  it('asks each place once, for distinct records, and answers in the order asked', async () => {
    const endpoints = await serveAll(['11', '43', '4307', '44']);
    const router = route(() => tableOf(endpoints));
    const places = fc.constantFrom('110000', '430000', '430100', '430700', '430702', '440000');
    const asked = fc.array(
      fc.tuple(places, fc.constantFrom('a', 'b', 'c')).map((pair) => recordAt(...pair)),
      { minLength: 1 },
    );

    await fc.assert(
      fc.asyncProperty(asked, async (representations) => {
        for (const { received } of endpoints.values()) received.length = 0;

        const outcomes = await askForRecords(
          router,
          '... on Record { jurisdiction holderId servedBy }',
          representations,
        );

        expect(outcomes).toEqual(
          representations.map(({ jurisdiction, holderId }) => ({
            kind: 'entity',
            value: {
              jurisdiction,
              holderId,
              servedBy: jurisdiction.startsWith('4307') ? '4307' : jurisdiction.slice(0, 2),
            },
            errors: [],
          })),
        );
        for (const [prefix, endpoint] of endpoints) {
          const sent = endpoint.entityCalls().flatMap(({ variables }) => variables['representations']);
          const due = representations.filter(
            ({ jurisdiction }) => router.table().endpointFor('housing-fund', jurisdiction).prefix === prefix,
          );
          expect(endpoint.entityCalls().length).toBe(due.length > 0 ? 1 : 0);
          expect(sent).toEqual([...new Map(due.map((one) => [JSON.stringify(one), one])).values()]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('gives equal records values of their own', async () => {
    const served = await serve('43');
    const router = route(() => tableOf([['43', served]]));
    const [first, second] = await askForRecords(router, '... on Record { holderId }', [
      recordAt('430000'),
      recordAt('430000'),
    ]);

    expect(first).toEqual(second);
    expect(first?.kind === 'entity' && second?.kind === 'entity' && first.value === second.value).toBe(false);
  });

  it('splits what is too large for one call', async () => {
    const served = await serve('43');
    const router = route(() => tableOf([['43', served]]));
    const many = Array.from({ length: 1_001 }, (_, index) => recordAt('430000', `h${index}`));

    const outcomes = await askForRecords(router, '... on Record { holderId }', many);

    expect(outcomes.map((outcome) => outcome.kind === 'entity' && outcome.value['holderId'])).toEqual(
      many.map(({ holderId }) => holderId),
    );
    expect(served.entityCalls().map(({ variables }) => variables['representations'])).toEqual(
      expect.arrayContaining([many.slice(0, 500), many.slice(500, 1_000), many.slice(1_000)]),
    );
  });

  it('keeps one table for the whole life of a request', async () => {
    const [old, fresh] = [await serve('old'), await serve('fresh')];
    let table = tableOf([['43', old]]);
    const router = route(() => table);
    const [early, late] = [createTestContext(), createTestContext()];
    const [mended, begun] = [createTestContext(), createTestContext()];
    // As the fast lane, which has planned its calls by the table already.
    router.follow(mended, router.table());
    router.begin(begun);
    const servedBy = async (context: typeof early) => {
      const [outcome] = await askForRecords(router, '... on Record { servedBy }', [recordAt('430000')], {
        context,
      });
      return outcome?.kind === 'entity' ? outcome.value['servedBy'] : outcome;
    };

    const before = await servedBy(early);
    table = tableOf([['43', fresh]]);

    expect([before, await servedBy(early), await servedBy(late)]).toEqual(['old', 'old', 'fresh']);
    router.begin(mended);
    expect([await servedBy(mended), await servedBy(begun)]).toEqual(['old', 'old']);
  });
});
