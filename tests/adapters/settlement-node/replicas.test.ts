import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSettlementNodeHousingFund } from '../../../adapters/housing-fund/settlement-node/createSettlementNodeHousingFund.ts';
import { PayloadCipher } from '../../../adapters/housing-fund/settlement-node/PayloadCipher.ts';
import { packFile } from '../../../adapters/housing-fund/settlement-node/packFile.ts';
import { writeFrame } from '../../../adapters/housing-fund/settlement-node/writeFrame.ts';
import type { Place } from '../../../adapters/Place.ts';
import { encodeGb18030 } from '../../../adapters/transport/encodeGb18030.ts';
import type { PlaceStoresOptions } from '../../../subgraphs/jurisdiction/PlaceStores.ts';
import { person } from '../../subgraphs/jurisdiction/support/messages.ts';
import { HUNAN, withPlaceStores } from '../../subgraphs/jurisdiction/support/withPlaceStores.ts';
import { type HubWord, NODE_KEY, NODE_OPTIONS, startSessionHub, UNKNOWN_PERSON } from './startSessionHub.ts';

const { open, query } = withPlaceStores();
const { signal } = new AbortController();
const [wu, zheng] = [person(1), person(2)];
const PUT_OFF: HubWord = { status: '2', code: '0001', body: '<body><PCH>1122000000000001</PCH></body>' };

interface Setting extends Pick<Place, 'relay' | 'inbound'> {
  readonly clock?: PlaceStoresOptions['clock'];
}

/** A replica of its own: its own stores over the one database, its own relay and listener. */
async function startReplica(url: string, { clock, ...place }: Setting = {}) {
  const faults: string[] = [];
  const stores = await open(clock === undefined ? {} : { clock });
  const port = createSettlementNodeHousingFund(
    { jurisdiction: HUNAN, dialect: 'settlement-node', url, options: NODE_OPTIONS, ...place },
    {
      now: () => Date.now(),
      nonce: () => 'n'.repeat(16),
      onBreakerState: () => undefined,
      store: stores.storeFor(HUNAN),
      onInboundFault: ({ reason }) => faults.push(reason),
    },
  );
  const running = await port.inbound?.start();
  const close = async () => running?.close?.();
  onTestFinished(async () => {
    await running?.stop();
    await close();
  });
  return { read: port.read, url: running?.url ?? '', faults, stop: async () => running?.stop(), close };
}

const ask = ({ read }: Pick<Awaited<ReturnType<typeof startReplica>>, 'read'>, ...holders: (typeof wu)[]) =>
  read.findRecords(holders, signal);
const expireLease = () => query(`update jurisdiction.leases set expires_at = '-infinity'`);

/** Sends a message as the hub. @returns whether it was acknowledged. */
async function sendMessage(url: string, elements: Readonly<Record<string, string>>): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const xml = (values: Readonly<Record<string, string>>) =>
    Object.entries(values)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('');
  const head = xml({
    fsrq: '20261126',
    fssj: '120000',
    fslsh: '000000000001',
    dwbh: '',
    jdh: '900001',
    jym: 'GJJT01',
    jsjdh: '004301',
    khh: '',
    czy: 'SYSTEM',
  });
  const text = `<?xml version="1.0" encoding="GBK"?><msg><inhead>${head}</inhead><body>${xml(elements)}</body></msg>`;
  const cipher = new PayloadCipher({ mode: 'ECB', key: NODE_KEY, jurisdiction: HUNAN });
  const payload = cipher.encrypt(encodeGb18030(text));
  const socket = connect({ host: hostname, port: Number(port) });
  socket.end(writeFrame({ node: '004301', isPlain: false, payload }));
  const answer: Buffer[] = [];
  for await (const chunk of socket) answer.push(chunk as Buffer);
  return Buffer.concat(answer).byteLength > 0;
}

/** What the hub answers to a file: where its request is from, and this about each of its lines. */
function messageAbout(request: string, lines: readonly string[], code = '0000') {
  const element = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(request)?.[1] ?? '';
  return {
    PCH: '1122000000000001',
    YFSRQ: element('fsrq'),
    YFSLSH: element('fslsh'),
    YJYM: element('jym'),
    FHM: code,
    FHXX: '',
    ...(code === '0000'
      ? {
          JGMC: '中心',
          SJSJ: '20261122020500',
          PCBS: String(lines.length),
          PCWJ: packFile(lines),
        }
      : { JGMC: '', SJSJ: '', PCBS: '', PCWJ: '' }),
  };
}
const unknownLine = (line: number) => `${String(line).padStart(8, '0')}|0000|处理成功${'|'.repeat(16)}`;

describe('replicas over one database', () => {
  it('sign in once between them, whoever is asked', async () => {
    const { url, seen } = await startSessionHub();
    const replicas = [await startReplica(url), await startReplica(url), await startReplica(url)];

    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => replicas[index % 3]?.read.findRecords([wu], signal)),
    );

    expect(answers).toEqual(Array(12).fill([null]));
    expect([seen.signIns, seen.refused]).toEqual([1, 0]);
  });

  it('reach the owner where it says that it is reached, wherever it listens', async () => {
    const { url, seen } = await startSessionHub();
    const owner = await startReplica(url, {
      inbound: { host: '0.0.0.0', port: 0 },
      relay: { host: '0.0.0.0', port: 0, advertise: '127.0.0.2' },
    });
    const other = await startReplica(url, { inbound: { host: '127.0.0.1', port: 0 } });
    await ask(owner, wu);

    expect(await ask(other, wu)).toEqual([null]);
    expect([seen.signIns, seen.refused]).toEqual([1, 0]);
    expect(await query(`select split_part(address, ':', 1) as host from jurisdiction.leases`)).toEqual([
      { host: '127.0.0.2' },
    ]);
  });

  it('go on within a moment when the owner is killed and its lease has run out', async () => {
    const { url, seen } = await startSessionHub();
    // A relay that nobody listens on any more, as a killed process leaves it.
    const other = await startReplica(url);
    const killed = (await open()).storeFor(HUNAN).leases.join('settlement-node', '127.0.0.1:1');
    await killed.holder();
    const asked = ask(other, wu);
    await expireLease();

    expect(await asked).toEqual([null]);
    expect(seen.signIns).toBe(1);
  });

  it('do not throw the next owner out: who lost the node while the hub was answering signs in no more', async () => {
    let now = 0;
    // As of a process that stands still: it renews nothing.
    const clock = { now: () => now, schedule: () => () => undefined };
    let answer = (_: HubWord): void => undefined;
    const held = new Promise<HubWord>((resolve) => {
      answer = resolve;
    });
    const { url, seen } = await startSessionHub(() => (seen.requests.length === 1 ? held : UNKNOWN_PERSON));
    const former = await startReplica(url, { clock });
    const next = await startReplica(url);
    const asked = ask(former, wu);
    await expect.poll(() => seen.requests.length).toBe(1);
    now = 9_000;
    await expireLease();
    await ask(next, wu);
    answer(UNKNOWN_PERSON);

    expect(await asked).toEqual([null]);
    expect(await ask(next, wu)).toEqual([null]);
    expect([seen.signIns, seen.refused]).toEqual([2, 1]);
  });

  it('are asked until the server is drained: stopping the listener ends no read, giving the node up passes it on', async () => {
    const { url, seen } = await startSessionHub();
    const first = await startReplica(url, { inbound: { host: '127.0.0.1', port: 0 } });
    const second = await startReplica(url);
    await ask(first, wu);

    await first.stop();
    expect([await ask(first, wu), await ask(second, wu), seen.signIns]).toEqual([[null], [null], 1]);
    await first.close();
    expect([await ask(second, wu), seen.signIns]).toEqual([[null], 2]);
  });
});

describe('a file that the hub puts off', () => {
  const listening = { inbound: { host: '127.0.0.1', port: 0 } };

  it('is answered through any replica, also about somebody unknown, and not sent again meanwhile', async () => {
    const { url, seen } = await startSessionHub(() => PUT_OFF);
    const sender = await startReplica(url, listening);
    const listener = await startReplica(url, listening);
    const before = await ask(sender, wu, zheng);
    const again = await ask(listener, zheng, wu);
    const [request = ''] = seen.requests;

    const isAcknowledged = await sendMessage(
      listener.url,
      messageAbout(request, [unknownLine(1), unknownLine(2)]),
    );

    expect([before, again].flat()).toEqual(
      Array(4).fill(expect.objectContaining({ code: 'JURISDICTION_UNAVAILABLE' })),
    );
    expect(isAcknowledged).toBe(true);
    expect(await ask(sender, wu, zheng)).toEqual([null, null]);
    expect(await ask(listener, zheng, wu)).toEqual([null, null]);
    expect(seen.requests).toHaveLength(1);
    expect(listener.faults).toEqual([]);
  });

  it('is sent again when the hub says that it failed', async () => {
    const { url, seen } = await startSessionHub(() => PUT_OFF);
    const replica = await startReplica(url, listening);
    await ask(replica, wu, zheng);
    await sendMessage(replica.url, messageAbout(seen.requests[0] ?? '', [], '9999'));

    await ask(replica, wu, zheng);

    expect(seen.requests).toHaveLength(2);
  });

  it('under a number that was refused as used says nothing about anybody', async () => {
    const used: HubWord = { status: '1', code: '2002', body: '<body/>' };
    const { url, seen } = await startSessionHub(() => (seen.requests.length === 1 ? used : PUT_OFF));
    const replica = await startReplica(url, listening);
    await ask(replica, wu, zheng);
    const [refused = '', taken = ''] = seen.requests;

    await sendMessage(replica.url, messageAbout(refused, [unknownLine(1), unknownLine(2)]));

    expect(taken).not.toBe('');
    expect(replica.faults).toHaveLength(2);
    expect(await query('select 1 from jurisdiction.records')).toEqual([]);
    expect(await query('select is_awaited from jurisdiction.requests')).toEqual([{ is_awaited: true }]);
  });

  it('that is answered at once leaves nothing behind', async () => {
    const file = packFile([unknownLine(1), unknownLine(2)]);
    const { url, seen } = await startSessionHub(() => ({
      status: '0',
      code: '0000',
      body: `<body><JGMC>中心</JGMC><SJSJ>20261122020500</SJSJ><PCBS>2</PCBS><PCWJ>${file}</PCWJ></body>`,
    }));
    const replica = await startReplica(url);

    expect(await Promise.all([ask(replica, wu, zheng), ask(replica, zheng, wu)])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(seen.requests).toHaveLength(2);
    expect(await query('select reference from jurisdiction.requests')).toEqual([]);
    expect(await query('select reference from jurisdiction.asked')).toEqual([]);
  });
});

it.each([
  { inbound: { host: '0.0.0.0', port: 0 } },
  { inbound: { host: '::', port: 0 } },
  { relay: { host: '127.0.0.1', port: 0, advertise: '0.0.0.0:4711' } },
  { relay: { host: '127.0.0.1', port: 0, advertise: '[::]:4711' } },
  { relay: { host: '127.0.0.1', port: 0, advertise: 'host/path' } },
])('an address that no other replica could use is refused by name: %j', async (place) => {
  await expect(startReplica('tcp://127.0.0.1:1', place)).rejects.toThrow(/^relay\.advertise: /);
});
