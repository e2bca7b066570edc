import { expect, it } from 'vitest';
import { withPlaceStores } from '../../subgraphs/jurisdiction/support/withPlaceStores.ts';
import { eventually } from '../../support/eventually.ts';
import { busAck, busCall, busDocument, cardOf, readApplication, readOwnAck } from './busWords.ts';
import {
  ackOf,
  done,
  example,
  feedbackHead,
  sendFeedback,
  startHandlingBus,
  stepRecord,
} from './handling.ts';
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
  await eventually(() => expect([...one.calls, ...other.calls].length).toBeGreaterThan(0));
  await eventually(async () => expect(await query('select 1 from jurisdiction.asked')).toHaveLength(2));
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

it('feedback of handling is held against what another replica applied for, and nothing is missed', async () => {
  const script = ({ body }: { readonly body: Buffer }) => ackOf(body, { code: '1' });
  await using one = await startHandlingBus(script, { database: await openPlace() });
  await using other = await startHandlingBus(script, { database: await openPlace() });
  const second = { ...example, businessKey: 'TB20261122000023S9' };
  await Promise.all([one.submit(), other.submit(second)]);
  await one.submit();
  const swapped = stepRecord({ YWBLH: second.businessKey, XM: '林小满', BLJG: '3' }, 2);

  expect(await sendFeedback(other, feedbackHead('XT1'), done, swapped)).toEqual({
    code: '0',
    refused: ['2 -12'],
  });
  expect(await query('select fate from jurisdiction.step_answers')).toEqual([{ fate: 'HELD' }]);
  expect(await query('select 1 from jurisdiction.requests where released_at is null')).toEqual([]);
  expect(await query('select 1 from jurisdiction.asked')).toEqual([]);
});
