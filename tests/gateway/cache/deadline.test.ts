import { expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { withCachedShop } from './support/withCachedShop.ts';

const openShop = withCachedShop();
const PRICES = 'query ($ids: [ID!]!) { products(ids: $ids) { id price } }';

it('what is kept is answered also where the others of its page do not come before the deadline', async () => {
  const shop = await openShop();
  await shop.run(PRICES, { ids: ['a'] });
  const deadline = new AbortController();
  shop.prices.before = () => {
    deadline.abort(new TongbanError('DEADLINE_EXCEEDED', 'The request ran out of time'));
    return new Promise(() => undefined);
  };

  const answer = await shop.run(PRICES, { ids: ['b', 'a'] }, { signal: deadline.signal });

  expect(answer.data).toEqual({
    products: [
      { id: 'b', price: null },
      { id: 'a', price: 1 },
    ],
  });
  expect(answer.errors).toMatchObject([
    { path: ['products', 0], extensions: { code: 'DEADLINE_EXCEEDED', service: 'prices' } },
  ]);
});
