import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { person, withdrawalBatch, withdrawalLine } from './batches.ts';
import { NOW, startCentre } from './startCentre.ts';

it('what a dead reader left is taken over one by one, so that no claim grows old unworked', async () => {
  await using centre = await startCentre();
  const names = ['0001', '0002', '0003'].map((number) => `tqmx_430700_20261122_${number}`);
  for (const [index, name] of names.entries()) {
    await centre.deliver(name, withdrawalBatch([withdrawalLine(person(index + 1))]));
    const claim = `claim/${name}.deadreader.${NOW - 11 * 60_000}.ok`;
    await rename(join(centre.root, 'out', `${name}.ok`), join(centre.root, 'out', claim));
  }
  const { take } = centre.store.inbox;
  const stillDead: number[] = [];
  Object.assign(centre.store.inbox, {
    take: async (message: Parameters<typeof take>[0]) => {
      const claims = await centre.list('out/claim');
      stillDead.push(claims.filter((file) => file.includes('deadreader')).length);
      return take(message);
    },
  });
  await centre.start();

  await expect.poll(() => centre.list('out/done')).toHaveLength(9);
  expect(stillDead).toEqual([2, 1, 0]);
});
