import { expect, it } from 'vitest';
import { RecentlyUsed } from '../../../subgraphs/people/RecentlyUsed.ts';

it('computes once, and forgets what was not used for longest', () => {
  const computed: string[] = [];
  const memory = new RecentlyUsed<string>(2);
  const ask = (key: string) =>
    memory.getOrCompute(key, () => {
      computed.push(key);
      return key.toUpperCase();
    });

  const answers = ['a', 'b', 'a', 'c', 'a', 'b'].map(ask);

  expect([answers, computed, memory.size]).toEqual([['A', 'B', 'A', 'C', 'A', 'B'], ['a', 'b', 'c', 'b'], 2]);
});
