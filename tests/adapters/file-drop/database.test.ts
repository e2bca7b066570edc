import { expect, it } from 'vitest';
import { withPlaceStores } from '../../subgraphs/jurisdiction/support/withPlaceStores.ts';
import { person, resultOf, withdrawalBatch, withdrawalLine } from './batches.ts';
import { startCentre } from './startCentre.ts';

const { openPlace, query } = withPlaceStores();
const { signal } = new AbortController();

it('replicas over one real store count every line of every batch once', async () => {
  await using centre = await startCentre({ store: await openPlace() });
  const names = ['0001', '0002', '0003'].map((number) => `tqmx_430700_20261122_${number}`);
  for (const [index, name] of names.entries()) {
    const lines = Array.from({ length: 100 }, (_, line) => withdrawalLine(person(index * 100 + line + 1)));
    await centre.deliver(name, withdrawalBatch(lines));
  }
  await Promise.all([centre.start(), centre.start()]);

  await expect.poll(() => centre.list('out/done'), { timeout: 30_000 }).toHaveLength(9);
  for (const name of names) {
    expect(await centre.text(`in/${name}_res.txt`)).toBe(
      resultOf(
        name,
        '0000',
        Array.from({ length: 100 }, () => '0000'),
      ),
    );
  }
  expect(await query('select count(*)::int as n from jurisdiction.messages')).toEqual([{ n: 3 }]);
  expect(await query('select count(*)::int as n from jurisdiction.records')).toEqual([{ n: 300 }]);
  const page = { first: 1, after: null };
  const { nodes } = await centre.connect().read.findWithdrawals(person(300), page, signal);
  expect(nodes.map(({ amountFen }) => amountFen)).toEqual([120_000n]);
});
