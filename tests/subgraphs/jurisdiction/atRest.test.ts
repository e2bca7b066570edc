import { expect, it } from 'vitest';
import { describeError } from '../../../subgraphs/serving/describeError.ts';
import { stepRequest } from './steps/support/stepRequest.ts';
import { message, person, record } from './support/messages.ts';
import { HUNAN, withPlaceStores } from './support/withPlaceStores.ts';

const { logged, open, openPlace, query } = withPlaceStores();

/** What must not stand in a table, in the forms in which it could stand there unnoticed. */
function formsOf(canary: string): readonly string[] {
  const bytes = [Buffer.from(canary, 'utf8'), Buffer.from(canary, 'utf16le')];
  // Base64 of a text inside another one depends on where it begins; its middle is the same.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), Buffer.from(canary, 'utf8')])
      .toString('base64')
      .slice(4, -4),
  );
  return [canary, ...bytes.map((form) => form.toString('hex')), ...base64];
}

/** Every row of every table of the schema, as text; bytes as hexadecimal. */
async function everything(): Promise<string> {
  const tables = await query(
    `select table_name as name from information_schema.tables where table_schema = 'jurisdiction'`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => query(`select t::text as row from jurisdiction."${String(name)}" as t`)),
  );
  return rows.flatMap((table) => table.map(({ row }) => String(row))).join('\n');
}

it('holds no number, name or content that can be read', async () => {
  const canaries = [person(1).number, '欧阳某1', 'CANARY-CONTENT-7', 'CANARY-BODY-7', 'CANARY-ODD-7'];
  const store = await openPlace();
  const who = [person(1)];
  await store.requests.claim({ reference: 'r1', facet: 'hukou', againAfterMs: 1 }, who);
  await store.inbox.take(
    message('m1', {
      answers: 'r1',
      body: Buffer.from(`<p n="${person(1).number}" m="欧阳某1">CANARY-BODY-7</p>`),
      records: [record(1, 100, 'CANARY-CONTENT-7')],
      faults: [{ part: '2', reason: 'no number' }],
    }),
  );
  await store.inbox.quarantine({
    id: null,
    body: Buffer.from(`CANARY-ODD-7 ${person(1).number}`),
    reason: 'no XML',
  });
  await store.leases.join('node', 'http://one').holder();

  const text = await everything();
  const found = canaries.flatMap(formsOf).filter((form) => text.includes(form));
  expect(found).toEqual([]);
  // The scan sees what there is: every table has rows, and what is put there is found in each of its forms.
  expect(text).toContain('m1');
  expect(text).toContain('no XML');
  await query(`insert into jurisdiction.leases values
    ('x', '430000', 'plain ${person(1).number}', gen_random_uuid(), 1,
     '${Buffer.from(`..${person(1).number}..`).toString('base64')}', now()),
    ('x', '340000', '${Buffer.from('欧阳某1', 'utf16le').toString('hex')}', gen_random_uuid(), 1, '', now())`);
  const control = await everything();
  expect(canaries.flatMap(formsOf).filter((form) => control.includes(form))).toHaveLength(3);
});

it('holds nothing of what a step or an answer to it says', async () => {
  const stores = await open();
  const key = stepRequest().businessKey;
  const done = (permitNumber: string) => ({ outcome: 'DONE', outputs: { permitNumber } }) as const;
  const { steps } = stores.storeFor(HUNAN);
  await stores.journalFor(HUNAN).receive(stepRequest());
  await steps.take({ businessKey: key, messageId: 'm1', result: done('CANARY-PERMIT-7') });
  await steps.take({ businessKey: key, messageId: 'm2', result: done('CANARY-OTHER-7') });
  const reason = `CANARY-REASON-7 ${person(1).number}`;
  const refused = { outcome: 'REFUSED', code: '-17', reason } as const;
  await steps.take({ businessKey: person(1).number, messageId: 'm3', result: refused });

  const text = await everything();
  const canaries = ['ADDRESS', 'PERMIT', 'OTHER', 'REASON'].map((what) => `CANARY-${what}-7`);
  const all = [person(1).number, '欧阳某1', ...canaries];
  expect(all.flatMap(formsOf).filter((form) => text.includes(form))).toEqual([]);
  expect(text).toContain(key);
  for (const id of ['m1', 'm2', 'm3']) expect(text).toContain(id);
});

it('gives equal records of two people, and of two deliveries, different bytes', async () => {
  const store = await openPlace();
  const twins = [record(1, 100, 'same'), record(2, 100, 'same')];
  await store.inbox.take(message('m1', { records: twins }));
  const first = await query('select sealed from jurisdiction.records');
  await store.inbox.take(message('m2', { records: twins }));
  const second = await query('select sealed from jurisdiction.records');

  expect(new Set([...first, ...second].map((row) => String(row['sealed']))).size).toBe(4);
});

it('says nothing of a person in the log or in an error', async () => {
  const store = await openPlace();
  await query('alter table jurisdiction.records rename to lost');
  const error = await store.inbox
    .take(message('1', { records: [record(1, 100, 'CANARY-CONTENT-7')] }))
    .catch((reason: unknown) => reason);
  const text = JSON.stringify(describeError(error)) + logged.join('');

  expect(text).toContain('The inbox of the place cannot be used');
  for (const form of [person(1).number, '欧阳某1', 'CANARY-CONTENT-7'].flatMap(formsOf)) {
    expect(text).not.toContain(form);
  }
});
