import { describe, expect, it } from 'vitest';
import { BUSINESSES } from '../../../adapters/housing-fund/settlement-node/businesses.ts';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { findFreePort } from '../../support/findFreePort.ts';
import { startLink } from '../exchange-table/startLink.ts';
import { stepRequest } from '../steps/stepRequest.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';
import {
  bare,
  DONE,
  IN_WORK,
  KEY,
  NOW,
  OUTPUTS,
  PAID,
  row,
  startPlace,
  startReplica,
  word,
} from './handling.ts';
import { type HubWord, startSessionHub } from './startSessionHub.ts';

describe('steps at a settlement hub', () => {
  it('have every action, each under its own code and transaction', async () => {
    const seen: string[][] = [];
    const { step, submit } = await startPlace((request) => {
      const at = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(request)?.[1] ?? '';
      seen.push([at('jym'), at('YWDM')]);
      const [YWBH, YWDM, BLFX] = [at('YWBH'), at('YWDM'), at('jym') === 'GJJB03' ? '2' : '1'];
      return word('2', '0001', [row({ ...IN_WORK, YWBH, YWDM, BLFX })]);
    });
    for (const action of STEP_ACTIONS.housingFund) {
      expect(await submit(stepRequest(action))).toEqual({ outcome: 'PENDING' });
    }

    expect([...step.actions]).toEqual(STEP_ACTIONS.housingFund);
    expect(step.dedupes).toBe(false);
    expect(seen).toEqual(
      Object.values(BUSINESSES).map(({ code, isCancellation }) => [
        isCancellation ? 'GJJB03' : 'GJJB01',
        code,
      ]),
    );
  });

  it('are what status, code and entry say together', async () => {
    const refusal = { BLZT: '30', JJDM: '5003', JJYY: '林小满有未结清贷款  ', outputs: [] };
    const unknown = (code: string) => ({ outcome: 'UNKNOWN', code });
    const failed = (code: string) => ({ outcome: 'FAILED', code, retryAfterSeconds: null });
    const bad = 'JURISDICTION_BAD_RESPONSE';
    const answers: readonly (readonly [HubWord, unknown])[] = [
      [word('0', '0000', [row()]), DONE],
      [
        word('0', '0000', [row({ outputs: [...OUTPUTS, ['XYZ', '甲']] })]),
        { ...DONE, outputs: { ...DONE.outputs, XYZ: '甲' } },
      ],
      [word('2', '0001', [row(IN_WORK)]), { outcome: 'PENDING' }],
      [word('1', '5003', [row(refusal)]), { outcome: 'REFUSED', code: '5003', reason: '林小满有未结清贷款' }],
      [
        word('1', '5077', [row({ ...refusal, JJDM: '5077' })]),
        { outcome: 'REFUSED', code: '5077', reason: '林小满有未结清贷款' },
      ],
      ...['1003', '9001'].map((code) => [bare(code), failed(code)] as const),
      [
        { ...bare('9002'), body: '<body><HFSJ>20261122103500</HFSJ></body>' },
        { ...failed('9002'), retryAfterSeconds: 300 },
      ],
      ...['1004', '2001', '2003', '2004', '2005', '2008'].map(
        (code) => [bare(code), { ...failed(code), isLasting: true }] as const,
      ),
      ...['9999', '4711'].map((code) => [bare(code), unknown(code)] as const),
      // Contradictions, and what is missing.
      [word('0', '0000', [row({ BLZT: '20' })]), bad],
      [word('0', '0000', [row(), row()]), bad],
      [word('0', '0000', []), bad],
      [word('0', '0001', [row()]), bad],
      [word('2', '0000', [row(IN_WORK)]), bad],
      [word('2', '0001', [row()]), bad],
      [bare('5003'), bad],
      [word('1', '5002', [row(refusal)]), bad],
      [word('0', '0000', [row({ outputs: [] })]), bad],
      [word('0', '0000', [row({ JGS: '1' })]), bad],
      [word('0', '0000', [row({ outputs: [OUTPUTS[0], ['ZYJE', '00000000120000']] })]), bad],
      [word('0', '0000', [row({ YWDM: 'TQZ' })]), bad],
      [word('0', '0000', [row({ BLFX: '2' })]), bad],
      [word('0', '0000', [row({ YWBH: 'TB20261122000018S2' })]), 'IDENTITY_MISMATCH'],
      [word('0', '0000', [row({ XINGMING: '林大满' })]), 'IDENTITY_MISMATCH'],
    ];
    const waiting = [...answers];
    const place = await startPlace(() => waiting.shift()?.[0] ?? bare('9999'));
    const results: unknown[] = [];
    for (const _ of answers) {
      results.push(await place.submit().catch((error: unknown) => Object(error).code));
    }

    expect(results).toEqual(answers.map(([, expected]) => expected));
    expect(place.hub.seen.requests).toHaveLength(answers.length);
  });

  it('have amounts in yuan at a centre that counts in fen', async () => {
    const fen = (value: string) => word('0', '0000', [row({ outputs: [OUTPUTS[0], ['ZYJE', value]] })]);
    const waiting = [fen('00000000803025'), fen('8030.25')];
    const place = await startPlace(() => waiting.shift() ?? bare('9999'), { amountUnit: 'fen' });

    expect(await place.submit()).toEqual({
      outcome: 'DONE',
      outputs: { paymentNumber: PAID, amount: '8030.25' },
    });
    await expect(place.submit()).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it('are sent once where the session holds, and once more only where the hub has done nothing', async () => {
    const waiting = [bare('2002'), word('0', '0000', [row()])];
    const place = await startPlace(() => waiting.shift() ?? bare('9999'));

    expect(await place.submit()).toEqual(DONE);
    const numbers = place.hub.seen.requests.map((request) => /<fslsh>(\d+)</.exec(request)?.[1]);
    expect(new Set(numbers).size).toBe(2);
  });

  it('are not done where no session could be had, and unknown where the answer was lost', async () => {
    const store = createMemoryStore(() => NOW);
    const nowhere = await startReplica('tcp://127.0.0.1:1', { store });
    await expect(nowhere.submit()).rejects.toMatchObject({ cause: { name: 'NotSent' } });
    await nowhere.stop();

    let isLost = true;
    const hub = await startSessionHub(() =>
      isLost ? Promise.reject(new Error('lost')) : word('0', '0000', [row()]),
    );
    const place = await startReplica(hub.url, { store: createMemoryStore(() => NOW) });
    // A hub that cannot answer says that the session is gone, twice.
    expect(await place.submit()).toEqual({ outcome: 'FAILED', code: '1001', retryAfterSeconds: null });
    isLost = false;
    expect(await place.find()).toEqual(DONE);
  });

  it('are asked about by their key, and never heard of no sooner than after 10 seconds', async () => {
    let answer = word('0', '0000', []);
    const place = await startPlace((request) => (request.includes('GJJB02') ? answer : bare('9999')));
    expect(await place.find()).toBeNull();
    expect(await place.submit()).toEqual({ outcome: 'UNKNOWN', code: '9999' });
    expect(await place.find()).toEqual({ outcome: 'UNKNOWN', code: 'TOO_SOON' });
    place.clock.advance(10_000);
    expect(await place.find()).toBeNull();
    expect(place.hub.seen.requests.at(-1)).toMatch(
      /<khh><\/khh>.*<body><YWBH>TB20261122000017S2<\/YWBH><\/body>/,
    );

    const refused = row({ BLZT: '30', JJDM: '5002', JJYY: '甲', outputs: [] });
    const takenBack = row({ BLZT: '40' });
    const judged: readonly (readonly [readonly string[], unknown])[] = [
      [[refused, row(), takenBack], DONE],
      [[refused, row(IN_WORK), takenBack], { outcome: 'PENDING' }],
      [[takenBack, refused], { outcome: 'REFUSED', code: '5002', reason: '甲' }],
      [[refused, takenBack], { outcome: 'REFUSED', code: '40', reason: '已冲正' }],
      [[row(), row(IN_WORK)], DONE],
    ];
    for (const [rows, expected] of judged) {
      expect(place.faults).toEqual([]);
      answer = word('0', '0000', rows);
      expect(await place.find()).toEqual(expected);
    }
    expect(place.faults).toEqual([`repeated step: ${KEY} was done, or is in work, more than once`]);
    answer = bare('9999');
    await expect(place.find()).rejects.toMatchObject({ upstreamCode: '9999' });
  });

  it('are sent through the replica that owns the node, once, and not at all where there is none', async () => {
    const hub = await startSessionHub(() => word('0', '0000', [row()]));
    const store = createMemoryStore(() => NOW);
    const owner = await startReplica(hub.url, { store });
    expect(await owner.submit()).toEqual(DONE);
    const other = await startReplica(hub.url, { store });
    expect(await other.submit()).toEqual(DONE);
    expect([hub.seen.signIns, hub.seen.requests.length]).toEqual([1, 2]);

    store.setAway(true);
    await expect(other.submit()).rejects.toMatchObject({ cause: { name: 'NotSent' } });
  });

  it('are not sent again through another replica where the way to the owner breaks', async () => {
    let breakWay = () => {};
    const hub = await startSessionHub(async () => {
      breakWay();
      return word('0', '0000', [row()]);
    });
    const store = createMemoryStore(() => NOW);
    const ownerPort = await findFreePort();
    await using link = await startLink(`tcp://127.0.0.1:${ownerPort}`);
    const relay = { host: '127.0.0.1', port: ownerPort, advertise: new URL(link.url).host };
    const owner = await startReplica(hub.url, { store, relay });
    await owner.find().catch(() => null);
    const other = await startReplica(hub.url, { store });
    breakWay = () => link.cut();
    const failure = await other.submit().catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(isNotSent(failure)).toBe(false);
    expect(hub.seen.requests.filter((request) => request.includes('GJJB01'))).toHaveLength(1);
  });

  it('are not done where the owner of the node could not send them either', async () => {
    const store = createMemoryStore(() => NOW);
    const owner = await startReplica('tcp://127.0.0.1:1', { store });
    await owner.find().catch(() => null);
    const other = await startReplica('tcp://127.0.0.1:1', { store });

    await expect(other.submit()).rejects.toMatchObject({
      cause: { name: 'NotSent', message: 'its owner did not send it' },
    });
    // As a killed owner leaves it: nobody listens there any more.
    const bereft = createMemoryStore(() => NOW);
    await bereft.leases.join('settlement-node', '127.0.0.1:1').holder();
    const left = await startReplica('tcp://127.0.0.1:1', { store: bereft });
    await expect(left.submit()).rejects.toMatchObject({
      cause: { name: 'NotSent', message: 'no owner took it' },
    });
  });
});
