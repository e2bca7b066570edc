import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { withPostgres } from '../../support/withPostgres.ts';
import { person, withdrawalRow } from '../exchange-table/rows.ts';
import { startCentre as startTable } from '../exchange-table/startCentre.ts';
import { goldenBatches } from '../file-drop/goldenBatches.ts';
import { startCentre as startDrop } from '../file-drop/startCentre.ts';
import type { MemoryStore } from '../support/createMemoryStore.ts';

const postgres = withPostgres();

/** Whoever has a digest without a key tries all numbers on it in a second. */
function expectKeyed({ taken, quarantined, digest }: MemoryStore): void {
  const kept = [...taken, ...quarantined];
  expect(kept).toHaveLength(2);
  for (const { id, body } of kept) {
    expect(id).toContain(digest(body));
    expect(id).not.toContain(createHash('sha256').update(body).digest('hex'));
  }
}

it('of rows are digests that nobody can try numbers on', async () => {
  await using centre = await startTable(await postgres.createDatabase());
  const good = withdrawalRow(person(1));
  await centre.write([good, { ...good, sjlx: 'ABCD' }]);
  await centre.start();

  await expect.poll(centre.states, { timeout: 10_000 }).toEqual(['2', '9 102 数据类型未知']);
  expectKeyed(centre.store);
});

it('of batches and answers are digests that nobody can try numbers on', async () => {
  const batch = goldenBatches('data').find(({ name }) => name === 'accounts');
  if (batch === undefined) throw new Error('no such batch');
  const { department, jurisdiction } = batch;
  const options = { ...batch.options, pollSeconds: 0.02, settleSeconds: 0 };
  await using centre = await startDrop({ department, jurisdiction, options });
  const name = batch.file.replace('.txt', '');
  await centre.deliver(name, batch.bytes('data'));
  await centre.deliver(
    name.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)),
    'no batch\n',
  );
  await centre.start();

  await expect
    .poll(async () => [...(await centre.list('out/done')), ...(await centre.list('out/bad'))], {
      timeout: 10_000,
    })
    .toHaveLength(6);
  expectKeyed(centre.store);
});
