import { describe, expect, it } from 'vitest';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { eventually } from '../../support/eventually.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';
import { busAck, busAnswer, busCall, busDocument, cardOf, nobody, readApplication } from './busWords.ts';
import { person } from './holders.ts';
import { NOW, startBus } from './startBus.ts';

const patient = new AbortController().signal;
const wu = person(1, '吴试一');
const zheng = person(2, '郑试二');
const UNKNOWN_YET = expect.objectContaining({
  code: 'JURISDICTION_UNAVAILABLE',
  retryable: true,
  retryAfter: 10,
  jurisdiction: '310000',
});

type Bus = Awaited<ReturnType<typeof startBus>>;

const find = async ({ read }: Pick<Bus, 'read'>, ...holders: readonly HolderIdentity[]) =>
  read.findIdentityCards(holders, patient);
const applied = (bus: Bus) => bus.calls.map(({ body }) => readApplication(body).numbers);
const untilCalls = (bus: Bus, count: number) => eventually(() => expect(bus.calls).toHaveLength(count));
const untilFaults = (bus: Bus, count: number) => eventually(() => expect(bus.faults).toHaveLength(count));
const refusalOf = (no: number, code: string) =>
  `<RECORD no="${no}" kind="refusal"><FHM>${code}</FHM></RECORD>`;

describe('an application', () => {
  it('is made for whom nothing was pushed about, and the read says when to come back', async () => {
    await using bus = await startBus(({ body }) => busAck(body));

    expect(await find(bus, wu, zheng)).toEqual([UNKNOWN_YET, UNKNOWN_YET]);

    await untilCalls(bus, 1);
    expect(readApplication(bus.calls[0]?.body ?? Buffer.alloc(0))).toEqual({
      collaborationNumber: expect.stringMatching(/^99000000000120261122\d{8}$/),
      messageNumber: expect.stringMatching(/^TB\d{16}$/),
      sentAt: '20261122103000',
      numbers: [wu.number, zheng.number],
    });
    expect(bus.faults).toEqual([]);
  });

  it('covers all questions about a person: five at once make one', async () => {
    await using bus = await startBus(({ body }) => busAck(body));

    await Promise.all([
      bus.read.findRecords([wu], patient),
      bus.read.findHukou([wu], patient),
      bus.read.findIdentityCards([wu], patient),
      bus.read.findResidencePermits([wu], patient),
      bus.read.findVehicles([wu], patient),
    ]);
    await untilCalls(bus, 1);
    await bus.stop();

    expect(applied(bus)).toEqual([[wu.number]]);
  });

  it('does not delay the read that needs it', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await using bus = await startBus(async ({ body }) => {
      await held;
      return busAck(body);
    });

    expect(await find(bus, wu)).toEqual([UNKNOWN_YET]);
    release();
  });

  it('holds no more RECORDs than the place takes', async () => {
    const many = Array.from({ length: 45 }, (_, index) => person(index + 1, '某人'));
    await using bus = await startBus(({ body }) => busAck(body));

    await find(bus, ...many);
    await untilCalls(bus, 3);

    expect(applied(bus).map(({ length }) => length)).toEqual([20, 20, 5]);
    expect(applied(bus).flat()).toEqual(many.map(({ number }) => number));
    const numbers = bus.calls.map(({ body }) => readApplication(body).collaborationNumber);
    expect(new Set(numbers).size).toBe(3);
  });

  it('is made once among replicas, and again only when it is void', async () => {
    let now = NOW;
    await using bus = await startBus(({ body }) => busAck(body), { now: () => now });
    const other = bus.connect();
    await find(bus, wu);
    await untilCalls(bus, 1);

    now += 15 * 60_000 - 1;
    await find(other, wu);
    await find(bus, wu, zheng);
    await untilCalls(bus, 2);
    now += 1;
    await find(other, wu);
    await untilCalls(bus, 3);

    expect(applied(bus)).toEqual([[wu.number], [zheng.number], [wu.number]]);
  });

  it('is not made for a company where only persons have what is asked', async () => {
    await using bus = await startBus(({ body }) => busAck(body));

    const company = { kind: 'LEGAL_PERSON', number: '91109907MA9001TB1H', name: '某公司' } as HolderIdentity;
    expect(await find(bus, company)).toEqual([null]);
    await bus.stop();

    expect(bus.calls).toEqual([]);
  });

  it('never uses a collaboration number again, however chance falls', async () => {
    const nonces = ['n1', 'm1', 'n1', 'n2', 'm2'];
    await using bus = await startBus(({ body }) => busAck(body), { nonce: () => nonces.shift() ?? '' });

    await find(bus, wu);
    await untilCalls(bus, 1);
    await find(bus, zheng);
    await untilCalls(bus, 2);

    const [one, other] = bus.calls.map(({ body }) => readApplication(body).collaborationNumber);
    expect(one).not.toBe(other);
    expect(nonces).toEqual([]);
  });

  it('is sent again with the same bytes when the connection breaks', async () => {
    await using bus = await startBus(({ body }, count) =>
      count === 1 ? { status: 500, body: '' } : busAck(body),
    );

    await find(bus, wu);
    await untilCalls(bus, 2);
    await bus.stop();

    expect(bus.calls[1]?.body).toEqual(bus.calls[0]?.body);
    expect(bus.calls).toHaveLength(2);
    expect(bus.faults).toEqual([]);
  });
});

describe('the ack of an application', () => {
  it('may come after the feedback', async () => {
    await using bus = await startBus(async ({ body }) => {
      const { collaborationNumber } = readApplication(body);
      const head = { collaborationNumber, messageNumber: 'XT1' };
      const { text } = await bus.call(busCall(busDocument(head, cardOf(wu))));
      expect(text).toContain('&lt;FHM&gt;0&lt;/FHM&gt;');
      return busAck(body);
    });

    await find(bus, wu);
    await eventually(async () => {
      expect(await find(bus, wu)).toMatchObject([
        { issuingOrgan: '示例市公安局', asOf: Date.parse('2026-11-21T18:05:00Z') },
      ]);
    });
    await bus.stop();

    expect(bus.faults).toEqual([]);
    expect(bus.calls).toHaveLength(1);
  });

  it.each([
    ['0', 'the success of a feedback'],
    ['2', 'the success of a notice'],
    ['-99', 'a failure'],
    ['7', 'a code that nobody knows'],
  ])('is no success with %s, %s, and the holder may be applied for again', async (code) => {
    const tried = new Set<string>();
    await using bus = await startBus(({ body }) => {
      tried.add(readApplication(body).collaborationNumber);
      return busAck(body, tried.size === 1 ? code : '1');
    });

    await find(bus, wu);
    await untilFaults(bus, 1);
    await find(bus, wu);
    await eventually(() => expect(tried.size).toBe(2));
    await bus.stop();

    expect(bus.faults).toEqual([{ kind: 'request', reason: '310000 failed to take an application' }]);
    expect(new Set(applied(bus).flat())).toEqual(new Set([wu.number]));
  });

  it.each([
    ['-3', '310000 cannot work on our application'],
    ['-4', '310000 does not know us'],
    ['-5', '310000 is not the unit that we wrote to'],
    ['-6', '310000 does not take applications of this class'],
    ['-7', '310000 takes fewer holders at once'],
    ['-8', '310000 misses something in our application'],
  ])('with %s is final: the holder rests, and so does the bus', async (code, reason) => {
    let now = NOW;
    await using bus = await startBus(({ body }) => busAck(body, code), { now: () => now });

    await find(bus, wu);
    await untilFaults(bus, 1);
    await find(bus, zheng);
    await untilFaults(bus, 2);
    now += 60_000;
    await find(bus, wu, zheng);
    await untilFaults(bus, 3);

    expect(applied(bus)).toEqual([[wu.number], [zheng.number]]);
    expect(bus.faults.map(({ reason: told }) => told)).toEqual([
      reason,
      'the bus asked for patience and is not applied to',
      reason,
    ]);
  });

  it('with an end in thousands of years is waited for an hour, whatever the wall clock says meanwhile', async () => {
    let [now, passed] = [NOW, 0];
    await using bus = await startBus(
      ({ body }, count) => {
        if (count > 1) return busAck(body);
        const { collaborationNumber, messageNumber } = readApplication(body);
        const more = '<FHM>-20</FHM><HFSJ>99991231235959</HFSJ>';
        return {
          body: busAnswer(busDocument({ operation: '0101', collaborationNumber, messageNumber, more })),
        };
      },
      { now: () => now, monotonicNow: () => passed },
    );

    await find(bus, wu);
    await untilFaults(bus, 1);
    now += 24 * 3_600_000;
    passed += 3_599_999;
    await find(bus, wu);
    await untilFaults(bus, 2);
    now -= 48 * 3_600_000;
    passed += 1;
    await find(bus, zheng);
    await untilCalls(bus, 2);

    expect(applied(bus)).toEqual([[wu.number], [zheng.number]]);
  });

  it('with the end of a maintenance is waited for', async () => {
    let now = NOW;
    await using bus = await startBus(
      ({ body }, count) => {
        if (count > 1) return busAck(body);
        const { collaborationNumber, messageNumber } = readApplication(body);
        const more = '<FHM>-20</FHM><HFSJ>20261122120000</HFSJ>';
        const head = { operation: '0101', collaborationNumber, messageNumber, more };
        return { body: busAnswer(busDocument(head)) };
      },
      { now: () => now },
    );

    await find(bus, wu);
    await untilFaults(bus, 1);
    await find(bus, wu);
    await untilFaults(bus, 2);
    now = Date.parse('2026-11-22T04:00:00Z');
    await find(bus, wu);
    await untilCalls(bus, 2);

    expect(bus.faults.map(({ reason }) => reason)).toEqual([
      '310000 is under maintenance',
      'the bus asked for patience and is not applied to',
    ]);
  });

  it.each([
    ['-21|系统繁忙', '310000 is too busy to take an application'],
    ['-1|注册码无效', '310000 does not accept our registration code'],
    ['-2|报文不是良构的', '310000 cannot read our application'],
    ['-10|报文过长', '310000 takes shorter applications'],
    ['系统维护', '310000 failed to take an application'],
    ['', '310000 failed to take an application'],
    ['<html><body>请登录</body></html>', '310000 gave a page in place of XML'],
    [busAnswer('no document'), '310000 sent text outside the root of XML'],
  ])('may be no envelope: %s', async (body, reason) => {
    await using bus = await startBus(() => ({ contentType: 'text/plain;charset=UTF-8', body }));

    await find(bus, wu);
    await untilFaults(bus, 1);

    expect(bus.faults[0]).toEqual({ kind: 'request', reason: reason });
  });

  it.each(['YWLB', 'YWXTBH', 'BWBH'])('about another package is none: %s', async (element) => {
    await using bus = await startBus(({ body }) => {
      const { collaborationNumber, messageNumber } = readApplication(body);
      const instead = { [element]: { YWLB: '0102', YWXTBH: '9'.repeat(28), BWBH: 'X' }[element] ?? '' };
      const head = { operation: '0101', collaborationNumber, messageNumber, instead, more: '<FHM>1</FHM>' };
      return { body: busAnswer(busDocument(head)) };
    });

    await find(bus, wu);
    await untilFaults(bus, 1);

    expect(bus.faults).toEqual([{ kind: 'request', reason: '310000 acknowledged another package' }]);
  });

  it('may refuse single RECORDs: reads say so, the others go on waiting', async () => {
    await using bus = await startBus(({ body }) =>
      busAck(body, '1', refusalOf(2, '-13'), refusalOf(3, '-99')),
    );
    const sun = person(3, '孙试三');

    await find(bus, wu, zheng, sun);
    await untilFaults(bus, 2);
    await eventually(() => expect(bus.store.taken).toHaveLength(1));

    expect(await find(bus, wu, zheng, sun)).toEqual([
      UNKNOWN_YET,
      expect.objectContaining({ code: 'JURISDICTION_REJECTED', retryable: false, upstreamCode: '-13' }),
      UNKNOWN_YET,
    ]);
    await bus.stop();
    expect(bus.calls).toHaveLength(1);
  });

  it('that refuses gives way to whatever the bus tells later', async () => {
    await using bus = await startBus(({ body }) => busAck(body, '1', refusalOf(1, '-14')));
    await find(bus, wu);
    await eventually(() => expect(bus.store.taken).toHaveLength(1));
    const head = { operation: '0109', collaborationNumber: '9'.repeat(28), messageNumber: 'XT1' };

    await bus.call(busCall(busDocument(head, nobody(wu, { kind: 'notice', dataTime: '19990101000000' }))));

    expect(await find(bus, wu)).toEqual([null]);
  });
});

it('nothing is sent while our own store is away, and reads fail', async () => {
  const store = createMemoryStore(() => NOW);
  await using bus = await startBus(({ body }) => busAck(body), { store });
  store.setAway(true);

  await expect(find(bus, wu)).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  await bus.stop();

  expect(bus.calls).toEqual([]);
});
