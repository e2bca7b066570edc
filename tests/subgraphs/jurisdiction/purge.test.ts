import { expect, it, vi } from 'vitest';
import { message, person } from './support/messages.ts';
import { withPlaceStores } from './support/withPlaceStores.ts';

const { openPlace, query } = withPlaceStores();

it('removes what was wrong with old messages, old requests and whom they were about, and nothing younger', async () => {
  const store = await openPlace();
  const faults = [{ part: '1', reason: 'no number' }];
  await store.inbox.take(message('old', { faults }));
  await store.inbox.take(message('young', { faults }));
  await store.requests.claim({ reference: 'old', facet: 'hukou', againAfterMs: 0 }, [person(1)]);
  await store.requests.claim({ reference: 'young', facet: 'hukou', againAfterMs: 0 }, [person(2)]);
  await query(
    `update jurisdiction.messages set received_at = received_at - interval '91 days' where id = 'old'`,
  );
  for (const table of ['requests', 'asked']) {
    await query(
      `update jurisdiction.${table} set asked_at = asked_at - interval '91 days' where reference = 'old'`,
    );
  }

  await openPlace();

  await vi.waitFor(
    async () =>
      expect([
        await query('select message_id as id from jurisdiction.message_faults'),
        await query('select reference as id from jurisdiction.requests'),
        await query('select reference as id from jurisdiction.asked'),
      ]).toEqual([[{ id: 'young' }], [{ id: 'young' }], [{ id: 'young' }]]),
    10_000,
  );
  expect(await query('select id from jurisdiction.messages order by id')).toEqual([
    { id: 'old' },
    { id: 'young' },
  ]);
  expect(await store.requests.knows('old')).toBe(false);
});
