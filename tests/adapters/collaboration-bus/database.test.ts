import { expect, it, vi } from 'vitest';
import { withPlaceStores } from '../../subgraphs/jurisdiction/support/withPlaceStores.ts';
import { busAck, busCall, busDocument, cardOf, readApplication, readOwnAck } from './busWords.ts';
import { person } from './holders.ts';
import { startBus } from './startBus.ts';

const { openPlace, query } = withPlaceStores();
const patient = new AbortController().signal;
const wu = person(1, '吴试一');
const zheng = person(2, '郑试二');

it('two replicas over one database apply once, and either may be called back', async () => {
  const script = ({ body }: { readonly body: Buffer }) => busAck(body);
  await using one = await startBus(script, { database: await openPlace() });
  await using other = await startBus(script, { database: await openPlace() });
  await Promise.all([one, other].map(({ read }) => read.findIdentityCards([wu, zheng], patient)));
  await vi.waitFor(() => expect([...one.calls, ...other.calls].length).toBeGreaterThan(0));
  await vi.waitFor(async () => expect(await query('select 1 from jurisdiction.asked')).toHaveLength(2));
  const [application] = [...one.calls, ...other.calls].map(({ body }) => readApplication(body));
  const { collaborationNumber = '', numbers = [] } = application ?? {};
  const inOrder = [wu, zheng].toSorted((a, b) => numbers.indexOf(a.number) - numbers.indexOf(b.number));
  const records = inOrder.map((holder, index) => cardOf(holder, { no: index + 1 }));
  const call = busCall(busDocument({ collaborationNumber, messageNumber: 'XT1' }, ...records));

  const answers = await Promise.all([one, other, one, other].map((bus) => bus.call(call)));

  expect([...one.calls, ...other.calls]).toHaveLength(1);
  expect(answers.map(({ text }) => readOwnAck(text))).toEqual(Array(4).fill({ code: '0', refused: [] }));
  expect(await query('select id from jurisdiction.messages')).toEqual([{ id: 'XT1' }]);
  expect(await other.read.findIdentityCards([wu, zheng], patient)).toMatchObject([
    { issuingOrgan: '示例市公安局' },
    { issuingOrgan: '示例市公安局' },
  ]);
});

it('other content under a number that was used is refused, and kept for an operator', async () => {
  await using bus = await startBus(({ body }) => busAck(body), { database: await openPlace() });
  const head = { operation: '0109', collaborationNumber: '9'.repeat(28), messageNumber: 'XT1' };
  await bus.call(busCall(busDocument(head, cardOf(wu, { kind: 'notice' }))));

  const { text } = await bus.call(busCall(busDocument(head, cardOf(zheng, { kind: 'notice' }))));

  expect(readOwnAck(text).code).toBe('-9');
  expect(await query('select id, quarantined from jurisdiction.messages order by 2')).toEqual([
    { id: 'XT1', quarantined: false },
    { id: 'XT1', quarantined: true },
  ]);
});
