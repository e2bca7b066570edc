import { afterEach, expect, it } from 'vitest';
import { keptMib } from '../../support/keptMib.ts';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';
import { world } from './support/world.ts';

let gateway: TestGateway;
afterEach(() => gateway.close());

const LONG = 'x'.repeat(900_000);
/** MiB of them if each were kept once. */
const sizeOf = (count: number) => (count * LONG.length) / 2 ** 20;

/** Different operations, one after the other. */
async function ask(count: number, requestOf: (number: number) => object): Promise<void> {
  for (let number = 1; number <= count; number++) {
    const response = await gateway.post(requestOf(number));
    expect(await response.json()).toEqual({ data: { [`n${number}`]: number + 1 } });
  }
}

it('what is remembered of an operation is nothing of the request that brought it', async () => {
  gateway = await startTestGateway(world, { logLevel: 'silent' });
  const requestOf = (number: number) => ({
    query: `{ n${number}: plus(number: ${number}) }`,
    variables: { LONG },
  });
  await ask(1, requestOf);
  const before = keptMib();
  await ask(40, requestOf);

  await expect.poll(() => keptMib() - before, { timeout: 10_000 }).toBeLessThan(sizeOf(40) / 3);
});

it.each([
  ['a comment', (number: number) => `{ n${number}: plus(number: ${number}) } #${LONG}`],
  [
    'a literal',
    (number: number) =>
      `{ n${number}: plus(number: ${number}) and_a_name_of_some_length_${number}: __type(name: "${LONG}") @skip(if: true) { name } }`,
  ],
])(
  'operations are remembered in a room of limited size, however long their texts are by %s',
  async (_, write) => {
    gateway = await startTestGateway(world, { logLevel: 'silent', documents: { automatic: false } });
    const requestOf = (number: number) => ({ query: write(number) });
    await ask(1, requestOf);
    const before = keptMib();
    await ask(60, requestOf);

    // 18 of them have room among the prepared ones, and as many in the fast lane.
    await expect.poll(() => keptMib() - before, { timeout: 10_000 }).toBeLessThan(1.5 * sizeOf(60));
  },
  60_000,
);
