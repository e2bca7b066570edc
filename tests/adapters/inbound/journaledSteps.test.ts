import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createExchangeTableHousingFund } from '../../../adapters/housing-fund/exchange-table/createExchangeTableHousingFund.ts';
import { createFileDropHousingFund } from '../../../adapters/housing-fund/file-drop/createFileDropHousingFund.ts';
import type { HousingFundPort } from '../../../adapters/housing-fund/port.ts';
import type { PlaceStore } from '../../../adapters/inbound/PlaceStore.ts';
import { StepDesk } from '../../../subgraphs/jurisdiction/steps/StepDesk.ts';
import { HUNAN, withPlaceStores } from '../../subgraphs/jurisdiction/support/withPlaceStores.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { startCentre as startTable } from '../exchange-table/startCentre.ts';
import { NOW, startCentre as startDrop } from '../file-drop/startCentre.ts';
import { lin, stepRequest } from '../steps/stepRequest.ts';
import { FakeClock } from '../transport/FakeClock.ts';

const { open, query } = withPlaceStores();
const postgres = withPostgres();
const { signal } = new AbortController();
const asked = stepRequest('pay-transfer', { form: { amount: '1200.00' } });
const KEY = asked.businessKey;
const DONE = { outcome: 'DONE', outputs: { paymentNumber: '43000020261122000001', amount: '1200.00' } };
const CENTRE = '示例市住房公积金管理中心(模拟)';

/** One replica: a desk over the one journal, and the part of the adapter that hears the centre. */
async function startReplica(connect: (store: PlaceStore) => HousingFundPort) {
  const stores = await open();
  const { step, inbound } = connect(stores.storeFor(HUNAN));
  if (step === undefined || inbound === undefined) throw new Error('it does not handle');
  const logger = pino({ level: 'silent' });
  const desk = new StepDesk({
    journal: stores.journalFor(HUNAN),
    port: step,
    clock: new FakeClock(),
    logger,
  });
  const running = await inbound.start();
  return { submit: () => desk.submit(asked, signal), stop: () => running.stop() };
}

const stateOf = async () => {
  const [row] = await query(
    `select state, attempts, is_owed, contradicted from jurisdiction.steps where step_key = '${asked.stepKey}'`,
  );
  return row;
};

describe('a step whose answer comes on a run, in the journal of two replicas', () => {
  it('is one file after another as the centre says, and done once', async () => {
    await using centre = await startDrop({ jurisdiction: HUNAN });
    let nonces = 0;
    const faults: string[] = [];
    const connect = (store: PlaceStore) =>
      createFileDropHousingFund(
        {
          jurisdiction: HUNAN,
          dialect: 'file-drop',
          url: new URL(`file://${centre.root}`).href,
          options: { platformCode: '100000001', pollSeconds: 0.02, settleSeconds: 0, handling: 'offered' },
        },
        {
          now: () => NOW,
          nonce: () => {
            nonces += 1;
            return `journaled${String(nonces).padStart(7, '0')}`;
          },
          store,
          onBreakerState: () => undefined,
          onInboundFault: ({ reason }) => void faults.push(reason),
        },
      );
    const [one, other] = [await startReplica(connect), await startReplica(connect)];
    const sent = async () => (await centre.list('in')).filter((file) => /^blsq.*\.ok$/.test(file));
    const settled = () =>
      expect
        .poll(async () => [...(await centre.list('out')), ...(await centre.list('out/claim'))])
        .toEqual([]);
    const busy = (name: string) =>
      centre.deliver(
        `${name}_res`,
        `1|0.00|JGWJ|${HUNAN}|20261122104000|2|${CENTRE}|汉字|${name}|0000\n2|3201|系统繁忙|${KEY}\n`,
      );

    expect([await one.submit(), await other.submit()]).toEqual([
      { outcome: 'PENDING' },
      { outcome: 'PENDING' },
    ]);
    const [first = ''] = (await sent()).map((file) => file.replace('.ok', ''));
    expect(await sent()).toHaveLength(1);
    await busy(first);
    await expect.poll(stateOf).toMatchObject({ state: 'FAILED', is_owed: true });
    await settled();

    expect(await other.submit()).toEqual({ outcome: 'PENDING' });
    expect(await sent()).toHaveLength(2);
    await busy(first);
    await settled();
    expect(await stateOf()).toMatchObject({ state: 'PENDING', attempts: 2 });

    const columns = [
      ...[lin.number, lin.name, 'I', '20261122103000', '1', '1', KEY, asked.collaborationNumber],
      ...['304', 'Y', '20261122103000', '43000020261122000007', '', '', '43000020261122000001', '1200.00'],
    ];
    for (const number of ['0001', '0002']) {
      const head = `1|1200.00|BLJG|${HUNAN}|2026112210300${number.slice(-1)}|2|${CENTRE}|汉字`;
      await centre.deliver(`bljg_${HUNAN}_20261122_${number}`, `${head}\n${columns.join('|')}\n`);
    }
    await settled();
    // Two replicas hear the same answer at the same moment, and neither stumbles.
    expect(faults.filter((fault) => !fault.includes('3201'))).toEqual([]);
    expect([await one.submit(), await other.submit()]).toEqual([DONE, DONE]);
    expect(await stateOf()).toMatchObject({ state: 'DONE', attempts: 2, contradicted: false });
    expect(await sent()).toHaveLength(2);
    await Promise.all([one.stop(), other.stop()]);
    await query('delete from jurisdiction.steps');
    await query('delete from jurisdiction.step_answers');
  });

  it('is one row, and done once though its reader dies behind the storing', async () => {
    const url = await postgres.createDatabase();
    await using centre = await startTable(url);
    let nonces = 0;
    const connect = (store: PlaceStore) =>
      createExchangeTableHousingFund(
        {
          jurisdiction: HUNAN,
          dialect: 'exchange-table',
          url,
          options: {
            schema: 'qz_430700',
            platformCode: '100000001',
            pollSeconds: 0.02,
            handling: 'offered',
          },
        },
        {
          now: Date.now,
          nonce: () => {
            nonces += 1;
            return `journaled${String(nonces).padStart(7, '0')}`;
          },
          store,
          onBreakerState: () => undefined,
          onInboundFault: () => undefined,
        },
      );
    const [one, other] = [await startReplica(connect), await startReplica(connect)];

    expect([await one.submit(), await other.submit()]).toEqual([
      { outcome: 'PENDING' },
      { outcome: 'PENDING' },
    ]);
    const content = {
      ...{ ZJHM: lin.number, XINGMING: lin.name, SJSJ: '20261122103000', JGMC: CENTRE, YWBH: KEY },
      ...{ XTBH: asked.collaborationNumber, YWDM: 'GJ04', CZLX: 'I', CLSH: '43000020261122000007' },
      ...{ BLZT: '1', BLSJ: '20261122103000', JJDM: '', JJYY: '' },
      JGLB: [
        { XMC: 'ZFLSH', XMZ: '43000020261122000001' },
        { XMC: 'ZYJE', XMZ: '1200.00' },
      ],
    };
    const row = { sjlx: 'BLJG', sjnr: JSON.stringify(content), zjhm: lin.number, czlx: 'I' };
    await centre.write([row, row]);
    await expect.poll(centre.states).toEqual(['2', '2']);
    // As of a reader that died before it could say so.
    await centre.sql.query(
      "UPDATE qz_430700.qz_sjxx SET clzt = 1, lqbs = 'dead', lqsj = now() - interval '1 day'",
    );
    await expect.poll(centre.states).toEqual(['2', '2']);

    expect([await one.submit(), await other.submit()]).toEqual([DONE, DONE]);
    expect(await stateOf()).toMatchObject({ state: 'DONE', attempts: 1, contradicted: false });
    expect(await centre.requests()).toHaveLength(1);
    await Promise.all([one.stop(), other.stop()]);
  });
});
