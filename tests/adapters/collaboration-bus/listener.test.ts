import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { eventually } from '../../support/eventually.ts';
import { createMemoryStore, type MemoryStore } from '../support/createMemoryStore.ts';
import { busAck, busCall, busDocument, cardOf, nobody, readOwnAck } from './busWords.ts';
import { person } from './holders.ts';
import { NOW, OPTIONS, startBus } from './startBus.ts';

const patient = new AbortController().signal;
const wu = person(1, '吴试一');
const zheng = person(2, '郑试二');
const sun = person(3, '孙试三');
const COLLABORATION = '9900000000012026112200000001';

type Bus = Awaited<ReturnType<typeof startBus>>;

const quietBus = (setting: Parameters<typeof startBus>[1] = {}) =>
  startBus(({ body }) => busAck(body), setting);
const notice = (messageNumber: string, sentAt?: string) => ({
  operation: '0109',
  collaborationNumber: `990310000000${'0'.repeat(16)}`,
  messageNumber,
  ...(sentAt === undefined ? {} : { sentAt }),
});
const feedback = (messageNumber: string) => ({ collaborationNumber: COLLABORATION, messageNumber });
const send = async (bus: Bus, ...document: Parameters<typeof busDocument>) =>
  readOwnAck((await bus.call(busCall(busDocument(...document)))).text);
const organs = async ({ read }: Pick<Bus, 'read'>, ...holders: readonly HolderIdentity[]) =>
  (await read.findIdentityCards(holders, patient)).map((entry) => {
    if (entry instanceof Error) return 'code' in entry ? entry.code : entry;
    return entry?.issuingOrgan ?? null;
  });

/** Has applied for these, in this order, without the bus having answered. */
async function apply(store: MemoryStore, ...holders: readonly HolderIdentity[]): Promise<void> {
  await store.requests.claim({ reference: COLLABORATION, facet: 'register', againAfterMs: 1 }, holders);
}

describe('what comes in any order', () => {
  it('keeps what has the newest data time, whenever it comes', async () => {
    await using bus = await quietBus();
    const said = (dataTime: string, organ: string) => cardOf(wu, { kind: 'notice', dataTime, organ });

    await send(bus, notice('XT2'), said('20261120000000', '第二局'));
    await send(bus, notice('XT1'), said('20261119000000', '第一局'));
    const middle = await organs(bus, wu);
    await send(bus, notice('XT3'), said('20261121000000', '第三局'));

    expect([middle, await organs(bus, wu)]).toEqual([['第二局'], ['第三局']]);
  });

  it.each([
    ['first', ['20261122103000', '20261122103001']],
    ['last', ['20261122103001', '20261122103000']],
  ])('keeps of equal data times what was sent later, though it comes %s', async (_when, [first, second]) => {
    await using bus = await quietBus();
    const said = (sentAt = '') => cardOf(wu, { kind: 'notice', organ: sentAt });

    await send(bus, notice('XT1', first), said(first));
    await send(bus, notice('XT2', second), said(second));

    expect(await organs(bus, wu)).toEqual(['20261122103001']);
  });

  it('takes the same package once, and acknowledges it each time', async () => {
    await using bus = await quietBus();
    const call = busCall(busDocument(notice('XT1'), cardOf(wu, { kind: 'notice' })));

    const answers = await Promise.all([bus.call(call), bus.call(call), bus.call(call)]);
    const later = await bus.call(call);

    expect([...answers, later].map(({ text }) => readOwnAck(text).code)).toEqual(['2', '2', '2', '2']);
    expect(bus.store.taken.map(({ id }) => id)).toEqual(['XT1']);
  });

  it('refuses other content under a number that was used', async () => {
    await using bus = await quietBus();
    await send(bus, notice('XT1'), cardOf(wu, { kind: 'notice' }));

    const ack = await send(bus, notice('XT1'), cardOf(zheng, { kind: 'notice' }));

    expect(ack.code).toBe('-9');
    expect(await organs(bus, zheng)).toEqual(['JURISDICTION_UNAVAILABLE']);
    expect(bus.faults).toContainEqual({
      kind: 'refused package',
      reason: '-9: a message number that was used for other content',
    });
  });

  it('takes feedback to an application after it is void, and after a restart', async () => {
    const store = createMemoryStore(() => NOW);
    await apply(store, wu);
    await using bus = await quietBus({ store, now: () => NOW + 86_400_000 });

    expect(await send(bus, feedback('XT1'), cardOf(wu))).toEqual({ code: '0', refused: [] });
    expect(await organs(bus.connect(), wu)).toEqual(['示例市公安局']);
    expect([...store.answered]).toEqual([COLLABORATION]);
  });

  it('takes an application in several packages', async () => {
    const store = createMemoryStore(() => NOW);
    await apply(store, wu, zheng, sun);
    await using bus = await quietBus({ store });

    await send(bus, feedback('XT3'), cardOf(sun, { no: 3 }));
    await send(bus, feedback('XT1'), nobody(wu, { no: 1 }), cardOf(zheng, { no: 2 }));

    expect(await organs(bus, wu, zheng, sun)).toEqual([null, '示例市公安局', '示例市公安局']);
  });
});

describe('between storing and acknowledging', () => {
  it('an ack that is lost is given again', async () => {
    await using bus = await quietBus();
    const call = busCall(busDocument(notice('XT1'), cardOf(wu, { kind: 'notice' })));
    const { hostname, port, pathname } = new URL(bus.url);
    const socket = connect(Number(port), hostname);
    const taking = vi.spyOn(bus.store.inbox, 'take').mockImplementationOnce(async (message) => {
      const outcome = await bus.store.inbox.take(message);
      socket.destroy();
      return outcome;
    });
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nhost: h\r\ncontent-length: ${Buffer.byteLength(call)}\r\n\r\n${call}`,
    );
    await eventually(() => expect(socket.destroyed).toBe(true));

    const { text } = await bus.call(call);

    expect(readOwnAck(text)).toEqual({ code: '2', refused: [] });
    expect(await taking.mock.results.at(-1)?.value).toBe('DUPLICATE');
    expect(bus.store.taken).toHaveLength(1);
  });

  it('nothing is acknowledged that could not be stored', async () => {
    await using bus = await quietBus();
    bus.store.setAway(true);
    const refused = await send(bus, notice('XT1'), cardOf(wu, { kind: 'notice' }));
    bus.store.setAway(false);

    const taken = await send(bus, notice('XT1'), cardOf(wu, { kind: 'notice' }));

    expect([refused.code, taken.code]).toEqual(['-99', '2']);
    expect(bus.faults).toEqual([
      { kind: 'refused package', reason: '-99: a package that could not be stored (the store is away)' },
    ]);
  });
});

describe('a bad RECORD', () => {
  const bad: readonly (readonly [string, string, string])[] = [
    ['a day that no calendar has', cardOf(zheng, { no: 2, from: '20250230' }), '2 -11'],
    ['no data time', cardOf(zheng, { no: 2, dataTime: '' }), '2 -8'],
    ['a moment that does not exist', cardOf(zheng, { no: 2, dataTime: '20261122256000' }), '2 -11'],
    // The clock of these tests stands at 2026-11-22 10:30 in Beijing.
    ['a data time in the future', cardOf(zheng, { no: 2, dataTime: '20261123103500' }), '2 -11'],
    ['no name', cardOf({ ...zheng, name: '' }, { no: 2 }), '2 -8'],
    ['a lost character', cardOf({ ...zheng, name: '郑\uFFFD二' }, { no: 2 }), '2 -11'],
    ['no number', cardOf(zheng, { no: 2 }).replace(/<GMSFHM>\w+</, '<GMSFHM><'), '2 -8'],
    [
      'a number with a wrong check character',
      cardOf(zheng, { no: 2 }).replaceAll(zheng.number, `${zheng.number.slice(0, 17)}Z`),
      '2 -11',
    ],
    ['a section missing', cardOf(zheng, { no: 2 }).replace('<JZZXX count="0"/>', ''), '2 -8'],
    ['another count', cardOf(zheng, { no: 2 }).replace('<SFZXX count="1">', '<SFZXX count="2">'), '2 -11'],
    ['no count', cardOf(zheng, { no: 2 }).replace('<JZZXX count="0"/>', '<JZZXX/>'), '2 -11'],
    ['no owner of an entry', cardOf(zheng, { no: 2 }).replace(/<SSHM>\w+</, '<SSHM><'), '2 -8'],
    ["somebody else's entry", cardOf(zheng, { no: 2, owner: sun.number }), '2 -12'],
    ['somebody else', cardOf(sun, { no: 2 }), '2 -12'],
    ['a RECORD that was not applied for', cardOf(zheng, { no: 7 }), '7 -12'],
    ['an element twice', cardOf(zheng, { no: 2 }).replace('<GSZT>', '<GSZT>1</GSZT><GSZT>'), '2 -11'],
    ['a result that nobody knows', cardOf(zheng, { no: 2 }).replace('<CXJG>1', '<CXJG>3'), '2 -11'],
    ['a refusal of somebody else', refusalOf(sun, 2, '-13'), '2 -12'],
    ['a refusal without a code', refusalOf(zheng, 2, ''), '2 -8'],
  ];

  it.each(bad)('with %s is named, and the others count', async (_what, record, refusal) => {
    const store = createMemoryStore(() => NOW);
    await apply(store, wu, zheng);
    await using bus = await quietBus({ store });

    const ack = await send(bus, feedback('XT1'), cardOf(wu, { no: 1 }), record);

    expect(ack).toEqual({ code: '0', refused: [refusal] });
    expect(await organs(bus, wu, zheng, sun)).toEqual([
      '示例市公安局',
      'JURISDICTION_UNAVAILABLE',
      'JURISDICTION_UNAVAILABLE',
    ]);
    const [no, code] = refusal.split(' ');
    const reason = expect.stringMatching(new RegExp(`^${code}: [A-Za-z0-9 .,*@:]+$`));
    expect(store.taken[0]?.faults).toEqual([{ part: `RECORD ${no}`, reason }]);
    expect(bus.faults[0]?.kind).toBe(code === '-12' ? 'identity mismatch' : 'bad record');
    expect(JSON.stringify(bus.faults)).not.toMatch(/109901|郑|孙/);
  });

  it('is taken when it comes again, corrected, alone, under another message number', async () => {
    const store = createMemoryStore(() => NOW);
    await apply(store, wu, zheng);
    await using bus = await quietBus({ store });
    await send(bus, feedback('XT1'), cardOf(wu, { no: 1 }), cardOf(zheng, { no: 2, from: '20250230' }));

    const ack = await send(bus, feedback('XT2'), cardOf(zheng, { no: 2, from: '20250228' }));

    expect(ack).toEqual({ code: '0', refused: [] });
    expect(await organs(bus, wu, zheng)).toEqual(['示例市公安局', '示例市公安局']);
  });

  it('is none whose data time is ahead of our clock by less than a day', async () => {
    await using bus = await quietBus();

    const ack = await send(bus, notice('XT1'), cardOf(wu, { kind: 'notice', dataTime: '20261123102900' }));

    expect(ack).toEqual({ code: '2', refused: [] });
  });

  it('may be two that were swapped: neither is shown', async () => {
    const store = createMemoryStore(() => NOW);
    await apply(store, wu, zheng);
    await using bus = await quietBus({ store });

    const ack = await send(bus, feedback('XT1'), cardOf(zheng, { no: 1 }), cardOf(wu, { no: 2 }));

    expect(ack).toEqual({ code: '0', refused: ['1 -12', '2 -12'] });
    expect(await organs(bus, wu, zheng)).toEqual(['JURISDICTION_UNAVAILABLE', 'JURISDICTION_UNAVAILABLE']);
    expect(bus.faults.map(({ kind }) => kind).slice(0, 2)).toEqual([
      'identity mismatch',
      'identity mismatch',
    ]);
  });

  it('of a notice may hold an entry of somebody else', async () => {
    await using bus = await quietBus();

    const ack = await send(bus, notice('XT1'), cardOf(wu, { kind: 'notice', owner: zheng.number }));

    expect(ack).toEqual({ code: '2', refused: ['1 -12'] });
    expect(await organs(bus, wu, zheng)).toEqual(['JURISDICTION_UNAVAILABLE', 'JURISDICTION_UNAVAILABLE']);
  });
});

it('a person of another name than asked for is not shown', async () => {
  await using bus = await quietBus();
  await send(bus, notice('XT1'), cardOf({ ...wu, name: '别的人' }, { kind: 'notice' }));

  expect(await organs(bus, wu)).toEqual(['IDENTITY_MISMATCH']);
  expect(bus.faults).toEqual([
    {
      kind: 'identity mismatch',
      reason: 'what the system told is about somebody of another name than is known here',
    },
  ]);
});

describe('a package that is refused', () => {
  const record = cardOf(wu, { kind: 'notice' });
  const head = notice('XT1');

  it.each<readonly [string, string, string]>([
    ['-8', 'no release', busDocument({ ...head, instead: { BBH: '' } }, record)],
    ['-8', 'no name of the sender', busDocument({ ...head, instead: { FSDWMC: '' } }, record)],
    ['-8', 'a malformed moment', busDocument({ ...head, instead: { FSSJ: '20261131000000' } }, record)],
    ['-8', 'a malformed collaboration number', busDocument({ ...head, instead: { YWXTBH: '12' } }, record)],
    ['-8', 'a malformed message number', busDocument({ ...head, instead: { BWBH: 'X-1' } }, record)],
    ['-8', 'no head', '<package><data/></package>'],
    ['-4', 'another sender', busDocument({ ...head, instead: { FSDWDM: '990320000000' } }, record)],
    ['-5', 'another receiver', busDocument({ ...head, instead: { JSDWDM: '990000000009' } }, record)],
    ['-6', 'our own operation', busDocument({ ...head, operation: '0101' }, record)],
    ['-6', 'a reserved operation', busDocument({ ...head, operation: '0202' }, record)],
    ['-3', 'no RECORD', busDocument(head)],
    ['-3', 'no data', busDocument(head).replace('<data></data>', '')],
    ['-3', 'a kind of another call', busDocument(head, cardOf(wu))],
    ['-3', 'materials only', busDocument(head, '<RECORD no="1" kind="material"><SSNO>1</SSNO></RECORD>')],
    ['-3', 'a number twice', busDocument(head, record, cardOf(zheng, { kind: 'notice' }))],
    ['-3', 'a person twice', busDocument(head, record, cardOf(wu, { no: 2, kind: 'notice' }))],
    ['-3', 'a RECORD without number', busDocument(head, record.replace(' no="1"', ''))],
    ['-2', 'no document', 'hello'],
    ['-2', 'half a document', busDocument(head, record).slice(0, -20)],
    ['-2', 'a document type', `<!DOCTYPE package>${busDocument(head, record)}`],
    ['-2', 'another root', '<envelope/>'],
    ['-2', 'a reference that is no character', busDocument(head, record.replace('吴', '&#xD800;'))],
    ['-10', 'thousands of RECORDs', busDocument(head, '<RECORD no="1"/>'.repeat(20_000))],
    ['-10', 'a document too long', busDocument(head, record, `<X>${'a'.repeat(1024 * 1024)}</X>`)],
  ])('%s: %s', async (code, _what, document) => {
    await using bus = await quietBus();

    const { status, contentType, text } = await bus.call(busCall(document));

    const isBare = ['-2', '-10'].includes(code);
    expect({ status, contentType }).toEqual({
      status: 200,
      contentType: `text/${isBare ? 'plain' : 'xml'};charset=UTF-8`,
    });
    expect(isBare ? text.split('|')[0] : readOwnAck(text).code).toBe(code);
    expect(bus.store.taken).toEqual([]);
    expect(bus.store.quarantined.map(({ body }) => Buffer.from(body).toString('utf8'))).toEqual([
      busCall(document),
    ]);
    expect(await organs(bus, wu)).toEqual(['JURISDICTION_UNAVAILABLE']);
    expect(JSON.stringify([text, bus.faults])).not.toMatch(/109901|吴试一|node_modules|\bat \w+/);
  });

  it('repeats in the ack what of the head could be read', async () => {
    await using bus = await quietBus();
    const document = busDocument({ ...notice('XT1'), instead: { YWXTBH: 'x', FSSJ: '' } }, record);

    const { text } = await bus.call(busCall(document));

    expect(text).toContain('&lt;YWLB&gt;0109&lt;/YWLB&gt;&lt;YWXTBH/&gt;&lt;BWBH&gt;XT1&lt;/BWBH&gt;');
  });

  it('is told of once, however often it comes', async () => {
    await using bus = await quietBus();

    await send(bus, notice('XT1'));
    await send(bus, notice('XT1'));

    expect(bus.faults).toEqual([
      { kind: 'refused package', reason: '-3: a data part that cannot be worked on' },
    ]);
  });

  it('of feedback to nothing that we know is not kept', async () => {
    await using bus = await quietBus();

    const ack = await send(bus, feedback('XT1'), cardOf(wu));

    expect(ack.code).toBe('-7');
    expect([bus.store.taken, bus.store.quarantined]).toEqual([[], []]);
    expect(bus.faults).toEqual([
      { kind: 'refused package', reason: '-7: feedback to an application that we know nothing of' },
    ]);
  });
});

it('feedback that failed as a whole is taken, and the holders go on waiting', async () => {
  const store = createMemoryStore(() => NOW);
  await apply(store, wu);
  await using bus = await quietBus({ store });

  const ack = await send(bus, { ...feedback('XT1'), more: '<FHM>-20</FHM><FHXX>系统维护中</FHXX>' });

  expect(ack).toEqual({ code: '0', refused: [] });
  expect(store.taken).toMatchObject([
    {
      answers: COLLABORATION,
      records: [],
      faults: [{ part: 'head', reason: 'the application failed with -20' }],
    },
  ]);
  expect(bus.faults).toEqual([{ kind: 'failed application', reason: 'the bus failed with -20' }]);
  expect(await organs(bus, wu)).toEqual(['JURISDICTION_UNAVAILABLE']);
});

describe('ways to write the same call', () => {
  const document = busDocument(notice('XT1'), cardOf({ ...wu, name: '𠮷&amp;A' }, { kind: 'notice' }));
  const enveloped = (bw: string) =>
    `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="urn:xsi"><SOAP-ENV:Header><a>1</a></SOAP-ENV:Header>
     <SOAP-ENV:Body><deliver xmlns="urn:xtzx:bus:1"><extra/><zcm xsi:type="xsd:string"> ${OPTIONS.callbackCode} </zcm><bw xsi:type="xsd:string">${bw}</bw></deliver></SOAP-ENV:Body></SOAP-ENV:Envelope>`;
  const middle = document.indexOf('&amp;A');

  it.each([
    ['escaped', busCall(document)],
    ['CDATA', enveloped(`<![CDATA[${document}]]>`)],
    [
      'several CDATA sections',
      enveloped(`<![CDATA[${document.slice(0, 99)}]]><![CDATA[${document.slice(99)}]]>`),
    ],
    [
      'mixed, cut within a reference',
      enveloped(
        `<![CDATA[${document.slice(0, middle + 2)}]]>${document
          .slice(middle + 2)
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')}`,
      ),
    ],
    ['another charset named inside', busCall(`<?xml version="1.0" encoding="GBK"?>\n${document}`)],
    ['numeric references', busCall(document.replace('𠮷', '&#134071;'))],
    ['hexadecimal references', busCall(document.replace('𠮷', '&#x20BB7;'))],
    ['white space', busCall(document.replaceAll('><', '>\n  <'))],
    ['unknown elements', busCall(document.replaceAll('<SSHM>', '<NEU a="1"><X/></NEU><SSHM b="2">'))],
    ['an unknown kind beside', busCall(document.replace('</data>', '<RECORD no="9" kind="neu"/></data>'))],
  ])('%s', async (_what, call) => {
    await using bus = await quietBus();

    const { text } = await bus.call(call);

    expect(readOwnAck(text)).toEqual({ code: '2', refused: [] });
    expect(await organs(bus, { ...wu, name: '𠮷&A' })).toEqual(['示例市公安局']);
  });
});

function refusalOf({ number }: HolderIdentity, no: number, code: string): string {
  return `<RECORD no="${no}" kind="refusal"><GMSFHM>${number}</GMSFHM><FHM>${code}</FHM></RECORD>`;
}
