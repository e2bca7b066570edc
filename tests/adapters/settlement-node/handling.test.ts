import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BUSINESSES } from '../../../adapters/housing-fund/settlement-node/businesses.ts';
import { createSettlementNodeHousingFund } from '../../../adapters/housing-fund/settlement-node/createSettlementNodeHousingFund.ts';
import { PayloadCipher } from '../../../adapters/housing-fund/settlement-node/PayloadCipher.ts';
import { packFile } from '../../../adapters/housing-fund/settlement-node/packFile.ts';
import { readFrame } from '../../../adapters/housing-fund/settlement-node/readFrame.ts';
import { writeFrame } from '../../../adapters/housing-fund/settlement-node/writeFrame.ts';
import { encodeGb18030 } from '../../../adapters/transport/encodeGb18030.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { lin, stepRequest } from '../steps/stepRequest.ts';
import { createMemoryStore, type MemoryStore } from '../support/createMemoryStore.ts';
import { FakeClock } from '../transport/FakeClock.ts';
import { type HubWord, NODE_KEY, NODE_OPTIONS, startSessionHub } from './startSessionHub.ts';

const jurisdiction = parseDivisionCode('330000');
const { signal } = new AbortController();
const asked = stepRequest('pay-transfer', { form: { amount: '1200.00' } });
const KEY = asked.businessKey;
const PAID = '33000020261122000009';
const NOW = Date.parse('2026-11-22T02:30:00.000Z');

interface Replica {
  readonly store: MemoryStore;
  readonly clock?: FakeClock;
  readonly options?: object;
}

async function startReplica(url: string, { store, clock = new FakeClock(), options }: Replica) {
  const faults: string[] = [];
  const port = createSettlementNodeHousingFund(
    {
      jurisdiction,
      dialect: 'settlement-node',
      url,
      options: { ...NODE_OPTIONS, handling: 'offered', ...options },
      inbound: { host: '127.0.0.1', port: 0 },
      relay: { host: '127.0.0.1', port: 0 },
    },
    {
      now: () => NOW,
      clock,
      nonce: () => '0123456789abcdef',
      store,
      onBreakerState: () => undefined,
      onInboundFault: ({ kind, reason }) => faults.push(`${kind}: ${reason}`),
    },
  );
  const running = await port.inbound?.start();
  const stop = async () => {
    await running?.stop();
    await running?.close?.();
  };
  onTestFinished(stop);
  const { step } = port;
  if (step === undefined) throw new Error('it does not handle');
  return {
    step,
    faults,
    stop,
    listenerPort: Number(new URL(running?.url ?? '').port),
    submit: (request: StepRequest = asked) => step.submit(request, signal),
    find: async (request: StepRequest = asked) => step.find?.(request, signal),
  };
}

async function startPlace(say: (request: string) => HubWord | Promise<HubWord>, options: object = {}) {
  const hub = await startSessionHub(say);
  const store = createMemoryStore(() => NOW);
  const clock = new FakeClock();
  return { hub, store, clock, ...(await startReplica(hub.url, { store, clock, options })) };
}

const OUTPUTS = [
  ['ZFLSH', PAID],
  ['ZYJE', '1200.00 '],
] as const;

interface Entry {
  readonly [column: string]: string | readonly (readonly [string, string])[] | undefined;
  readonly outputs?: readonly (readonly [string, string])[];
}

function entryOf({ outputs = OUTPUTS, ...change }: Entry = {}) {
  const columns: Record<string, unknown> = {
    ZJHM: lin.number.toLowerCase(),
    XINGMING: `${lin.name}    `,
    YWBH: KEY,
    XTBH: asked.collaborationNumber,
    YWDM: 'ZCZ',
    BLFX: '1',
    ZXLSH: '33000020261122000001',
    BLZT: '10',
    BJSJ: '20261122103000',
    JJDM: '',
    JJYY: '   ',
    JGS: String(outputs.length),
    ...change,
  };
  return { columns, outputs };
}

function row(entry: Entry = {}): string {
  const { columns, outputs } = entryOf(entry);
  const inner = Object.entries(columns).map(([name, value]) => `<${name}>${value}</${name}>`);
  const items = outputs.map(([name, value]) => `<JG><XMC>${name}</XMC><XMZ>${value}</XMZ></JG>`);
  return `<row>${[...inner, ...items].join('')}</row>`;
}

const word = (status: HubWord['status'], code: string, rows: readonly string[]): HubWord => ({
  status,
  code,
  body: `<body><JGMC>中心</JGMC><SJSJ>20261122103000</SJSJ><rows hs="${rows.length}">${rows.join('')}</rows></body>`,
});
const bare = (code: string): HubWord => ({ status: '1', code, body: '<body/>' });
const DONE = { outcome: 'DONE', outputs: { paymentNumber: PAID, amount: '1200.00' } };
const IN_WORK: Entry = { BLZT: '20', BJSJ: '', outputs: [] };

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
});

describe('results of steps in a file of the hub', () => {
  const cipher = () => new PayloadCipher({ mode: 'ECB', key: NODE_KEY, jurisdiction });
  const line = (ordinal: number, entry: Entry = {}) => {
    const { columns, outputs } = entryOf(entry);
    return [String(ordinal).padStart(8, '0'), ...Object.values(columns), ...outputs.flat()].join('|');
  };
  async function tell(
    port: number,
    {
      lines,
      serial = '378000000003',
      at = '20261122103000',
      count = String(lines.length),
      file = packFile(lines),
    }: {
      readonly lines: readonly string[];
      readonly serial?: string;
      readonly at?: string;
      readonly count?: string;
      readonly file?: string;
    },
  ): Promise<string | undefined> {
    const head = `<fsrq>20261122</fsrq><fssj>103000</fssj><fslsh>${serial}</fslsh><dwbh></dwbh><jdh>900001</jdh><jym>GJJT02</jym><jsjdh>004301</jsjdh><khh></khh><czy>SYSTEM</czy>`;
    const body = `<JGMC>中心</JGMC><SJSJ>${at}</SJSJ><PCBS>${count}</PCBS><PCWJ>${file}</PCWJ>`;
    const xml = `<?xml version="1.0" encoding="GBK"?><msg><inhead>${head}</inhead><body>${body}</body></msg>`;
    const socket = connect({ host: '127.0.0.1', port });
    socket.write(
      writeFrame({ node: '004301', isPlain: false, payload: cipher().encrypt(encodeGb18030(xml)) }),
    );
    const answer = await buffer(socket);
    if (answer.byteLength === 0) return undefined;
    const plain = new TextDecoder('gb18030').decode(cipher().decrypt(readFrame(answer).payload));
    return /<zt>(\d)<\/zt><fhm>(\d+)</.exec(plain)?.slice(1).join(' ');
  }
  const inWork = () => startPlace(() => word('2', '0001', [row(IN_WORK)]));
  const told = ({ store }: { readonly store: MemoryStore }) =>
    store.stepAnswers.map(({ businessKey, result, isTakenBack }) => [businessKey, result, isTakenBack]);

  it('count line by line, once, though they come before the answer and twice at a time', async () => {
    let listenerPort = 0;
    const place = await startPlace(async () => {
      expect(await tell(listenerPort, { lines: [line(1)] })).toBe('0 0000');
      return word('2', '0001', [row(IN_WORK)]);
    });
    listenerPort = place.listenerPort;
    expect(await place.submit()).toEqual({ outcome: 'PENDING' });
    const again = await Promise.all([1, 2].map(() => tell(listenerPort, { lines: [line(1)] })));

    expect(again).toEqual(['0 0000', '0 0000']);
    expect(told(place)).toEqual([[KEY, DONE, undefined]]);
    expect(place.store.stepAnswers[0]?.messageId).toBe('20261122-378000000003 1');
  });

  it('may say any state, and have a bar in a name as another character', async () => {
    const place = await inWork();
    const bar = { ...lin, name: '甲|乙' };
    await place.submit({ ...asked, parties: [{ role: 'APPLICANT', identity: bar }] }).catch(() => null);
    const lines = [
      line(1, { XINGMING: '甲｜乙', ...IN_WORK }),
      line(2, { XINGMING: '甲｜乙', BLZT: '30', JJDM: '5002', JJYY: '甲｜乙', outputs: [] }),
      line(3, { XINGMING: '甲｜乙', BLZT: '40', outputs: [] }),
      `${line(4, { XINGMING: '甲｜乙' })}|新列`,
    ];
    expect(await tell(place.listenerPort, { lines })).toBe('0 0000');

    expect(told(place)).toEqual([
      [KEY, { outcome: 'PENDING' }, undefined],
      [KEY, { outcome: 'REFUSED', code: '5002', reason: '甲｜乙' }, undefined],
      [KEY, { outcome: 'REFUSED', code: '40', reason: '已冲正' }, true],
      [KEY, DONE, undefined],
    ]);
    expect(place.faults).toEqual([]);
  });

  it('that are wrong say nothing, a person is told, and the other lines count', async () => {
    const place = await inWork();
    await place.submit();
    place.store.strangeSteps.add('TB20261122000099S2');
    const lines = [
      line(1, { XINGMING: '林大满' }),
      line(2, { ZJHM: '109909199003070028' }),
      line(3, { XTBH: 'TB20261122000018' }),
      line(4, { YWDM: 'TQZ' }),
      line(5, { BLFX: '2' }),
      line(6, { outputs: [] }),
      line(7, { JGS: '3' }),
      line(8, { BLZT: '77' }),
      line(8),
      line(10, { BLZT: '30', outputs: [] }),
      line(11, { YWBH: 'TB20261122000099S2' }),
      line(12),
    ];
    expect(await tell(place.listenerPort, { lines })).toBe('0 0000');

    expect(told(place)).toEqual([
      // Kept, should the key come to be known.
      ['TB20261122000099S2', DONE, undefined],
      [KEY, DONE, undefined],
    ]);
    expect(place.faults).toHaveLength(10);
    expect(place.faults.join()).not.toMatch(/林|\d{17}[\dX]/);
  });

  it('are acknowledged as no file where they are none, and unused where they are from the future', async () => {
    const place = await inWork();
    await place.submit();
    const { listenerPort } = place;
    const lines = [line(1)];
    const answers = [
      await tell(listenerPort, { lines, file: 'XY' }),
      await tell(listenerPort, { lines, file: '00' }),
      await tell(listenerPort, { lines, file: '' }),
      await tell(listenerPort, { lines, count: '2' }),
      await tell(listenerPort, { lines, count: '' }),
      await tell(listenerPort, { lines: [] }),
      await tell(listenerPort, { lines, serial: '378000000004', at: '20261124103001' }),
    ];

    expect(answers).toEqual(['1 2006', '1 2006', '1 2006', '1 2006', '1 2006', '1 2006', '0 0000']);
    expect(told(place)).toEqual([]);
    expect(await tell(listenerPort, { lines })).toBe('0 0000');
    expect(told(place)).toEqual([[KEY, DONE, undefined]]);
  });

  it('are not acknowledged before they are stored, nor known where handling is not offered', async () => {
    const place = await inWork();
    await place.submit();
    place.store.setAway(true);
    expect(await tell(place.listenerPort, { lines: [line(1)] })).toBeUndefined();
    place.store.setAway(false);
    expect(await tell(place.listenerPort, { lines: [line(1)] })).toBe('0 0000');
    expect(told(place)).toEqual([[KEY, DONE, undefined]]);
    // The same number with other content: kept, and nothing of it counts.
    expect(await tell(place.listenerPort, { lines: [line(1, { BLZT: '40', outputs: [] })] })).toBe('0 0000');
    expect(told(place)).toHaveLength(1);
  });
});
