import { describe, expect, it, onTestFinished } from 'vitest';
import { createSettlementNodeHousingFund } from '../../../adapters/housing-fund/settlement-node/createSettlementNodeHousingFund.ts';
import { readFrame } from '../../../adapters/housing-fund/settlement-node/readFrame.ts';
import { writeFrame } from '../../../adapters/housing-fund/settlement-node/writeFrame.ts';
import { isCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { createMemoryStore, type MemoryStore } from '../support/createMemoryStore.ts';
import { startScriptedHub } from './startScriptedHub.ts';
import { type HubWord, hubXml, NODE_OPTIONS, startSessionHub } from './startSessionHub.ts';

const jurisdiction = parseDivisionCode('33');
const { signal } = new AbortController();

const answerXml = (status: HubWord['status'], code: string, body: string) => hubXml({ status, code, body });

async function startReplica(
  url: string,
  store: MemoryStore,
  options: object = NODE_OPTIONS,
  onBreakerState: (operation: string, state: string) => void = () => undefined,
) {
  const port = createSettlementNodeHousingFund(
    { jurisdiction, dialect: 'settlement-node', url, options: { ...options } },
    {
      now: () => Date.now(),
      nonce: () => 'n'.repeat(16),
      onBreakerState,
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
    await running?.close?.();
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
    const { url, seen } = await startSessionHub();
    const store = createMemoryStore();
    const replicas = await Promise.all([1, 2, 3].map(() => startReplica(url, store)));

    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => replicas[index % 3]?.read.findRecords([person()], signal)),
    );

    expect(answers).toEqual(Array.from({ length: 12 }, () => [null]));
    expect([seen.signIns, seen.refused]).toEqual([1, 0]);
  });

  it('go on when the owner leaves, after one sign-in of the next', async () => {
    const { url, seen } = await startSessionHub();
    const store = createMemoryStore();
    const first = await startReplica(url, store);
    const second = await startReplica(url, store);
    await first.read.findRecords([person()], signal);
    await first.stop();

    const answer = await second.read.findRecords([person()], signal);

    expect(answer).toEqual([null]);
    expect([seen.signIns, seen.refused]).toEqual([2, 0]);
  });

  it('sign in anew when they get the node back: another has been it meanwhile', async () => {
    const { url, seen } = await startSessionHub();
    const store = createMemoryStore();
    const first = await startReplica(url, store);
    const second = await startReplica(url, store);
    await first.read.findRecords([person()], signal);
    store.lapse('settlement-node');
    await second.read.findRecords([person()], signal);
    await second.stop();

    const answer = await first.read.findRecords([person()], signal);

    expect(answer).toEqual([null]);
    expect([seen.signIns, seen.refused]).toEqual([3, 0]);
  });

  it('ask the hub at once when the store can say again who owns the node, however often it could not', async () => {
    const { url, seen } = await startSessionHub();
    const store = createMemoryStore();
    const replica = await startReplica(url, store);
    store.setAway(true);
    await Promise.allSettled(Array.from({ length: 30 }, () => replica.read.findRecords([person()], signal)));
    store.setAway(false);

    expect(await replica.read.findRecords([person()], signal)).toEqual([null]);
    expect(seen.signIns).toBe(1);
  });

  it('guard the hub where it is asked: what others ask counts at the owner, and there only', async () => {
    const store = createMemoryStore();
    const states: string[] = [];
    const told = (who: string) => (operation: string, state: string) =>
      states.push(`${who} ${operation} ${state}`);
    await startReplica('tcp://127.0.0.1:1', store, NODE_OPTIONS, told('owner')).then(({ read }) =>
      read.findRecords([person()], signal).catch(() => undefined),
    );
    const other = await startReplica('tcp://127.0.0.1:1', store, NODE_OPTIONS, told('other'));
    for (let asked = 0; asked < 10; asked += 1)
      await other.read.findRecords([person()], signal).catch(() => undefined);

    expect(states).toEqual(['owner findRecords open']);
  });

  it('ask nobody while the store cannot say who owns the node', async () => {
    const { url, seen } = await startSessionHub();
    const store = createMemoryStore();
    const replica = await startReplica(url, store);
    store.setAway(true);

    await expect(replica.read.findRecords([person()], signal)).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      retryable: true,
      retryAfter: 1,
    });
    expect(seen.signIns).toBe(0);
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
      'JURISDICTION_BAD_RESPONSE',
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
      expect(() => connect(url, NODE_OPTIONS)).toThrow(TypeError);
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
    const { issues } = settle(() => connect('tcp://127.0.0.1:4700', { ...NODE_OPTIONS, [name]: value }));

    expect(issues).toEqual([name]);
  });

  it('needs the store', () => {
    expect(() => connect('tcp://127.0.0.1:4700', NODE_OPTIONS, null)).toThrow('databaseUrl');
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
