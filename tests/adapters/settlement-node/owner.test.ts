import { createCipheriv } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSettlementNodeHousingFund } from '../../../adapters/housing-fund/settlement-node/createSettlementNodeHousingFund.ts';
import { PayloadCipher } from '../../../adapters/housing-fund/settlement-node/PayloadCipher.ts';
import { readFrame } from '../../../adapters/housing-fund/settlement-node/readFrame.ts';
import { writeFrame } from '../../../adapters/housing-fund/settlement-node/writeFrame.ts';
import { encodeGb18030 } from '../../../adapters/transport/encodeGb18030.ts';
import { isCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { createMemoryStore, type MemoryStore } from '../support/createMemoryStore.ts';
import { startScriptedHub } from './startScriptedHub.ts';

const jurisdiction = parseDivisionCode('33');
const NODE_KEY = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const OPTIONS = {
  nodeNumber: '004301',
  hubNode: '900001',
  unit: 'TB0043',
  operator: 'tongban',
  password: 'owner-password',
  nodeKey: NODE_KEY.toString('hex'),
  cipherMode: 'ECB',
};
const { signal } = new AbortController();

const block = (key: Buffer, plain: Buffer) => {
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
  return cipher.update(plain).toString('hex').toUpperCase();
};
const answerXml = (status: string, code: string, body: string) =>
  encodeGb18030(
    `<?xml version="1.0" encoding="GBK"?><msg><outhead><zt>${status}</zt><fhm>${code}</fhm></outhead>${body}</msg>`,
  );

/** A hub with one session per node: a new sign-in ends the one before. */
async function startHub() {
  let session = Buffer.alloc(16);
  let signIns = 0;
  const seen = { signIns: () => signIns, refused: 0 };
  const hub = await startScriptedHub((frame, socket) => {
    const { node, isPlain, payload } = readFrame(frame);
    const reply = (plain: boolean, xml: Buffer) =>
      socket.end(writeFrame({ node, isPlain: plain, payload: xml }));
    if (isPlain) {
      signIns += 1;
      session = Buffer.alloc(16, signIns);
      const key = block(NODE_KEY, session);
      const check = block(session, Buffer.alloc(16)).slice(0, 8);
      return reply(
        true,
        answerXml('0', '0000', `<body><HHMY>${key}</HHMY><JYZ>${check}</JYZ><YXMS>600</YXMS></body>`),
      );
    }
    const cipher = new PayloadCipher({ mode: 'ECB', key: session, jurisdiction });
    try {
      cipher.decrypt(payload);
    } catch {
      seen.refused += 1;
      return reply(true, answerXml('1', '1001', '<body/>'));
    }
    const body =
      '<body><JGMC>中心</JGMC><SJSJ>20261122020500</SJSJ><ZJHM></ZJHM><XINGMING></XINGMING><rows hs="0"></rows></body>';
    return reply(false, cipher.encrypt(answerXml('0', '0000', body)));
  });
  return { url: `tcp://127.0.0.1:${hub.port}`, seen };
}

async function startReplica(url: string, store: MemoryStore, options: object = OPTIONS) {
  const port = createSettlementNodeHousingFund(
    { jurisdiction, dialect: 'settlement-node', url, options: { ...options } },
    {
      now: () => Date.now(),
      nonce: () => 'n'.repeat(16),
      onBreakerState: () => undefined,
      store,
      onInboundFault: () => undefined,
    },
  );
  const running = await port.inbound?.start();
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await running?.stop();
  };
  onTestFinished(stop);
  return { read: port.read, stop };
}

const NUMBER = '109907196904150013';
function person(): HolderIdentity {
  if (!isCitizenNumber(NUMBER)) throw new Error('not a number');
  return { kind: 'NATURAL_PERSON', number: NUMBER, name: '某人' };
}

describe('replicas of one node', () => {
  it('sign in once between them, whoever is asked', async () => {
    const { url, seen } = await startHub();
    const store = createMemoryStore();
    const replicas = await Promise.all([1, 2, 3].map(() => startReplica(url, store)));

    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => replicas[index % 3]?.read.findRecords([person()], signal)),
    );

    expect(answers).toEqual(Array.from({ length: 12 }, () => [null]));
    expect([seen.signIns(), seen.refused]).toEqual([1, 0]);
  });

  it('go on when the owner leaves, after one sign-in of the next', async () => {
    const { url, seen } = await startHub();
    const store = createMemoryStore();
    const first = await startReplica(url, store);
    const second = await startReplica(url, store);
    await first.read.findRecords([person()], signal);
    await first.stop();

    const answer = await second.read.findRecords([person()], signal);

    expect(answer).toEqual([null]);
    expect([seen.signIns(), seen.refused]).toEqual([2, 0]);
  });

  it('sign in anew when they get the node back: another has been it meanwhile', async () => {
    const { url, seen } = await startHub();
    const store = createMemoryStore();
    const first = await startReplica(url, store);
    const second = await startReplica(url, store);
    await first.read.findRecords([person()], signal);
    store.lapse('settlement-node');
    await second.read.findRecords([person()], signal);
    await second.stop();

    const answer = await first.read.findRecords([person()], signal);

    expect(answer).toEqual([null]);
    expect([seen.signIns(), seen.refused]).toEqual([3, 0]);
  });

  it('ask nobody while the store cannot say who owns the node', async () => {
    const { url, seen } = await startHub();
    const store = createMemoryStore();
    const replica = await startReplica(url, store);
    store.setAway(true);

    await expect(replica.read.findRecords([person()], signal)).rejects.toMatchObject({
      code: 'JURISDICTION_UNAVAILABLE',
      retryable: true,
    });
    expect(seen.signIns()).toBe(0);
  });

  it('hand on what the hub refuses, with its code', async () => {
    const { port } = await startScriptedHub((frame, socket) => {
      const { node } = readFrame(frame);
      socket.end(writeFrame({ node, isPlain: true, payload: answerXml('1', '1002', '<body/>') }));
    });
    const store = createMemoryStore();
    const url = `tcp://127.0.0.1:${port}`;
    const [owner, other] = [await startReplica(url, store), await startReplica(url, store)];

    const refusal = { code: 'JURISDICTION_REJECTED', upstreamCode: '1002', retryable: false };
    await expect(owner.read.findRecords([person()], signal)).rejects.toMatchObject(refusal);
    await expect(other.read.findRecords([person()], signal)).rejects.toMatchObject(refusal);
  });
});

describe('the hub', () => {
  it.each([
    ['closes without a word', (socket: { end(): void }) => socket.end(), 'JURISDICTION_UNAVAILABLE'],
    [
      'answers something else',
      (socket: { end(text: string): void }) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      'JURISDICTION_BAD_RESPONSE',
    ],
    [
      'cuts its answer off',
      (socket: { end(bytes: Buffer): void }) =>
        socket.end(writeFrame({ node: '004301', isPlain: true, payload: Buffer.alloc(64) }).subarray(0, 40)),
      'JURISDICTION_UNAVAILABLE',
    ],
    [
      'sends two answers',
      (socket: { end(bytes: Buffer): void }) => {
        const frame = writeFrame({
          node: '004301',
          isPlain: true,
          payload: answerXml('0', '0000', '<body/>'),
        });
        socket.end(Buffer.concat([frame, frame]));
      },
      'JURISDICTION_BAD_RESPONSE',
    ],
    [
      'answers another node',
      (socket: { end(bytes: Buffer): void }) =>
        socket.end(writeFrame({ node: '004302', isPlain: true, payload: answerXml('0', '0000', '<body/>') })),
      'JURISDICTION_BAD_RESPONSE',
    ],
  ])('that %s is %s', async (_, misbehave, code) => {
    const hub = await startScriptedHub((__, socket) => misbehave(socket));
    const replica = await startReplica(`tcp://127.0.0.1:${hub.port}`, createMemoryStore());

    await expect(replica.read.findRecords([person()], signal)).rejects.toMatchObject({ code });
  });

  it('that is not there is not reached', async () => {
    const replica = await startReplica('tcp://127.0.0.1:1', createMemoryStore());

    await expect(replica.read.findRecords([person()], signal)).rejects.toMatchObject({
      code: 'JURISDICTION_UNAVAILABLE',
    });
  });
});

describe('a place', () => {
  const connect = (url: string, options: object, store: MemoryStore | null = createMemoryStore()) =>
    createSettlementNodeHousingFund(
      { jurisdiction, dialect: 'settlement-node', url, options: { ...options } },
      {
        now: () => 0,
        nonce: () => '',
        onBreakerState: () => undefined,
        store,
        onInboundFault: () => undefined,
      },
    );

  it.each(['http://127.0.0.1:4700', 'tcp://127.0.0.1', 'tcp://127.0.0.1:4700/path', 'tcp://'])(
    'needs tcp://host:port, not %s',
    (url) => {
      expect(() => connect(url, OPTIONS)).toThrow(TypeError);
    },
  );

  it.each([
    ['nodeNumber', '43'],
    ['nodeKey', 'no key'],
    ['password', 'short'],
    ['cipherMode', 'CTR'],
    ['syncLimit', 600],
    ['extra', 1],
  ])('refuses a bad option by name: %s', (name, value) => {
    const { issues } = settle(() => connect('tcp://127.0.0.1:4700', { ...OPTIONS, [name]: value }));

    expect(issues).toEqual([name]);
  });

  it('needs the store', () => {
    expect(() => connect('tcp://127.0.0.1:4700', OPTIONS, null)).toThrow('databaseUrl');
  });
});

function settle(run: () => unknown): { readonly issues: readonly string[] } {
  try {
    run();
  } catch (error) {
    const { issues = [] } = error as {
      issues?: readonly { path: readonly string[]; keys?: readonly string[] }[];
    };
    return { issues: issues.map(({ path, keys }) => path[0] ?? keys?.[0] ?? '') };
  }
  return { issues: [] };
}
