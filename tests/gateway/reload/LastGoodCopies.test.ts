import { expect, it } from 'vitest';
import { LastGoodCopies } from '../../../gateway/reload/LastGoodCopies.ts';

it('tells loudly for how long an old copy has been in use, from its first refusal to the next good one', () => {
  let now = 1_000_000;
  const lines: string[] = [];
  const copies = new LastGoodCopies(
    (line) => lines.push(line),
    () => now,
  );
  const [partitions, keys] = [copies.watch('partitions'), copies.watch('keys of https://home.example')];
  const ages = () => [...copies.ages()];

  partitions('stale');
  now += 600_000;
  partitions('stale');
  expect(ages()).toEqual([
    ['partitions', 600],
    ['keys of https://home.example', 0],
  ]);
  copies.remind();
  copies.watch('partitions');
  expect(ages()[0]).toEqual(['partitions', 600]);
  partitions('current');
  keys('stale');
  copies.forget('keys of https://home.example');
  copies.remind();

  expect(ages()).toEqual([['partitions', 0]]);
  expect(lines).toEqual([
    'partitions: an old copy has been in use for 10 min, because what came after it is refused or cannot be had',
  ]);
  copies.close();
});
