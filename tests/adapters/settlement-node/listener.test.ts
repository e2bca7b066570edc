import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HOUSING_FUND_FORMS } from '../../../adapters/housing-fund/pushedForms.ts';
import { FileBook } from '../../../adapters/housing-fund/settlement-node/FileBook.ts';
import { settlementNodeOptions } from '../../../adapters/housing-fund/settlement-node/options.ts';
import { PayloadCipher } from '../../../adapters/housing-fund/settlement-node/PayloadCipher.ts';
import { SettlementNodeListener } from '../../../adapters/housing-fund/settlement-node/SettlementNodeListener.ts';
import { writeFrame } from '../../../adapters/housing-fund/settlement-node/writeFrame.ts';
import { encodeGb18030 } from '../../../adapters/transport/encodeGb18030.ts';
import { isCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';
import { readGolden, readGoldenBytes } from './goldenFiles.ts';

const message = readGolden('batch-later.message');
const ack = readGolden('batch-later.ack');
const bytes = readGoldenBytes('batch-later.message');
const REFERENCE = '20261122-000000000022';

async function startListener({ sent = true } = {}) {
  const store = createMemoryStore();
  const files = new FileBook(store.requests);
  if (sent) await files.note(REFERENCE, 'GJJP01', message.persons.filter(isCitizenNumber));
  const faults: string[] = [];
  const listener = new SettlementNodeListener({
    jurisdiction: parseDivisionCode(message.jurisdiction),
    options: settlementNodeOptions.parse(message.options),
    listen: { host: '127.0.0.1', port: 0 },
    inbox: store.inbox,
    files,
    steps: null,
    onFault: ({ reason }) => faults.push(reason),
    now: () => ack.instant,
    createSequence: () => ack.sequence,
    createVector: () => Buffer.from(ack.random[0] ?? '', 'hex'),
  });
  const port = await listener.start();
  onTestFinished(() => listener.stop());
  return { store, faults, port };
}

/** Sends bytes as they are given, chunk by chunk. @returns everything that came back until the end. */
function send(port: number, chunks: readonly Uint8Array[], { end = false } = {}): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    const answer: Buffer[] = [];
    socket.on('data', (chunk) => answer.push(chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(Buffer.concat(answer)));
    for (const chunk of chunks) socket.write(chunk);
    if (end) socket.end();
  });
}

/** A frame of the hub around this text. */
function sealed(xml: string): Buffer {
  const { cipherMode: mode, nodeKey: key, nodeNumber } = settlementNodeOptions.parse(message.options);
  const cipher = new PayloadCipher({ mode, key, jurisdiction: parseDivisionCode(message.jurisdiction) });
  return writeFrame({ node: nodeNumber, isPlain: false, payload: cipher.encrypt(encodeGb18030(xml)) });
}

const singly = (buffer: Buffer) => Array.from(buffer, (byte) => Uint8Array.of(byte));
const flipped = (at: number, change: (byte: number) => number) => {
  const copy = Buffer.from(bytes);
  copy[at] = change(copy[at] ?? 0);
  return copy;
};

describe('a message of the hub', () => {
  it('is stored with everybody in it, then acknowledged byte for byte', async () => {
    const { store, faults, port } = await startListener();

    const answer = await send(port, [bytes]);

    expect(answer.toString('hex')).toBe(readGoldenBytes('batch-later.ack').toString('hex'));
    expect(faults).toEqual([]);
    expect(
      store.taken.map(({ id, kind, answers, records, faults: bad }) => ({
        id,
        kind,
        answers,
        bad,
        records: records.map(({ facet, number, name, content }) => ({
          facet,
          number,
          name,
          accounts: content === null ? null : HOUSING_FUND_FORMS.records.read(content)?.value.accounts.length,
        })),
      })),
    ).toEqual([
      {
        id: '20261122-378000000003',
        kind: 'GJJT01',
        answers: REFERENCE,
        bad: [],
        records: message.persons.map((number) =>
          expect.objectContaining({ facet: 'records', number, accounts: expect.any(Number) }),
        ),
      },
    ]);
  });

  it('counts once and is acknowledged as often as it comes, bytes one at a time or all at once', async () => {
    const { store, port } = await startListener();

    const answers = [
      ...(await Promise.all([
        send(port, singly(bytes)),
        send(port, [bytes]),
        send(port, [bytes], { end: true }),
      ])),
      await send(port, [bytes]),
    ];

    const golden = readGoldenBytes('batch-later.ack').toString('hex');
    expect(answers.map((answer) => answer.toString('hex'))).toEqual([golden, golden, golden, golden]);
    expect(store.taken).toHaveLength(1);
  });

  it('counts for everybody whom it names, also when nobody knows the request any more', async () => {
    const { store, port } = await startListener({ sent: false });

    await send(port, [bytes]);

    expect(store.taken[0]?.records.map(({ number }) => number)).toEqual(message.persons);
  });

  it('is not acknowledged while it cannot be stored, and taken when it comes again', async () => {
    const { store, faults, port } = await startListener();
    store.setAway(true);

    const refused = await send(port, [bytes]);
    store.setAway(false);
    const taken = await send(port, [bytes]);

    expect(refused).toHaveLength(0);
    expect(taken.toString('hex')).toBe(readGoldenBytes('batch-later.ack').toString('hex'));
    expect([store.taken.length, faults.length]).toEqual([1, 1]);
  });

  it('of other content under a number that was used is kept apart and told of once, then acknowledged', async () => {
    const { store, faults, port } = await startListener();
    const other = readGolden('batch-later.message').plain.replace(/<FHXX>.*?<\/FHXX>/, '<FHXX>other</FHXX>');
    await send(port, [bytes]);

    const answers = [await send(port, [sealed(other)]), await send(port, [sealed(other)])];

    const golden = readGoldenBytes('batch-later.ack').toString('hex');
    expect(answers.map((answer) => answer.toString('hex'))).toEqual([golden, golden]);
    expect(store.taken).toHaveLength(1);
    expect(store.quarantined.map(({ body }) => Buffer.from(body).equals(encodeGb18030(other)))).toEqual([
      true,
    ]);
    expect(faults).toEqual(['20261122-378000000003 came before with other content']);
  });

  it('that cannot be read or stored is told of once, however often it comes', async () => {
    const { store, faults, port } = await startListener();
    const unreadable = sealed('<?xml version="1.0" encoding="GBK"?><msg></msg>');
    const foreign = flipped(bytes.length - 1, (byte) => byte ^ 0xff);
    for (const frame of [unreadable, unreadable, foreign, foreign]) await send(port, [frame]);
    store.setAway(true);
    for (const frame of [bytes, bytes]) await send(port, [frame]);

    expect([store.quarantined.length, faults.length]).toEqual([1, 3]);
  });

  it('whose data time is in the future is kept for an operator, and nothing of it counts', async () => {
    const { store, faults, port } = await startListener();
    const ahead = readGolden('batch-later.message').plain.replace(/<SJSJ>\d+</, '<SJSJ>29990101000000<');

    await send(port, [sealed(ahead)]);

    expect([store.taken.length, store.quarantined.length]).toEqual([0, 1]);
    expect(faults).toEqual([expect.stringMatching(/gave a data time in the future$/)]);
  });

  it('that our key does not open is acknowledged as unreadable, and nothing of it counts', async () => {
    const { store, faults, port } = await startListener();

    const answer = await send(port, [flipped(bytes.length - 1, (byte) => byte ^ 0xff)]);

    expect(answer).not.toHaveLength(0);
    expect(answer.toString('hex')).not.toBe(readGoldenBytes('batch-later.ack').toString('hex'));
    expect([store.taken.length, store.quarantined.length, faults.length]).toEqual([0, 0, 1]);
  });
});

describe('what is no frame for us', () => {
  it.each([
    ['another node', flipped(5, (byte) => byte + 1)],
    ['a plain frame', flipped(6, () => 0x31)],
    ['another flag', flipped(6, () => 0x32)],
    ['a reserved byte', flipped(9, () => 1)],
    ['no length', Buffer.concat([bytes.subarray(0, 16), Buffer.alloc(4)])],
    ['a length above the limit', Buffer.concat([bytes.subarray(0, 16), Buffer.from('7fffffff', 'hex')])],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\nhost: example\r\n\r\n')],
  ])('is closed without a word: %s', async (_, frame) => {
    const { store, port } = await startListener();

    const answer = await send(port, [frame]);

    expect([answer.length, store.taken.length, store.quarantined.length]).toEqual([0, 0, 0]);
  });

  it('is closed without a word: a frame that is cut off', async () => {
    const { store, port } = await startListener();

    const answer = await send(port, [bytes.subarray(0, -1)], { end: true });

    expect([answer.length, store.taken.length]).toEqual([0, 0]);
  });
});
