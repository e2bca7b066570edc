import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { type Application, apply } from '../support/busApplication.ts';
import { textIn } from '../support/busEnvelope.ts';
import { type RunningBus, startBus } from '../support/startBus.ts';
import { type BusCall, type BusListener, startBusListener } from '../support/startBusListener.ts';

const PLACE = '330000';
const world = createWorld();
const held = world.holders.filter(({ holdings }) => holdings['public-security'].includes(PLACE));
const people = held.filter(({ kind }) => kind === 'person');
const two = people.slice(0, 2);
const stranger = { number: '109901199003070011', name: '某人' };
const numbersOf = (list: readonly { readonly number: string }[]) =>
  list.map(({ number }) => number.toUpperCase());

const failures: unknown[] = [];
let listener: BusListener;
let bus: RunningBus;
beforeAll(async () => {
  listener = await startBusListener();
});
afterAll(() => listener.close());
// A bus counts its applications, and what it mixes in depends on the count.
beforeEach(async () => {
  bus = await startBus(PLACE, world, (failure) => failures.push(failure));
  listener.calls.length = 0;
  listener.reply = undefined;
});
afterEach(async () => {
  await bus.close();
  expect(failures).toEqual([]);
});

const state = async () => (await bus.admin('GET', 'callback')).answer;
const settled = () =>
  vi.waitFor(async () => expect(await state()).toMatchObject({ waiting: 0 }), {
    interval: 5,
    timeout: 5_000,
  });
/** Sets the callback, and forgets the notices that come of it. */
const callBack = async () => {
  await bus.admin('PUT', 'callback', { url: listener.url });
  await settled();
  listener.calls.length = 0;
};
const heard = (count: number) =>
  vi.waitFor(() => expect(listener.calls.length).toBeGreaterThanOrEqual(count), {
    interval: 5,
    timeout: 5_000,
  });
const fail = (kind: string, details: object = {}) => bus.admin('PUT', 'fault', { kind, ...details });
const heal = () => bus.admin('DELETE', 'fault');
const feedbackTo = ({ collaborationNumber }: Application) =>
  listener.calls.filter((call) => call.collaborationNumber === collaborationNumber);

describe('an application', () => {
  it('is acknowledged now and answered later, with the complete register of everybody asked', async () => {
    await callBack();
    const owner = held.find(({ kind }) => kind === 'company');
    const asked = [...two, stranger, ...(owner === undefined ? [] : [owner])];
    await bus.admin('POST', 'pushes/pause');
    const { ack, collaborationNumber } = await apply(bus, asked);
    const before = listener.calls.length;
    await bus.admin('POST', 'pushes/resume');
    await settled();

    expect([ack.status, ack.code, textIn(ack.document, 'YWXTBH'), before]).toEqual([
      200,
      '1',
      collaborationNumber,
      0,
    ]);
    const [feedback] = listener.calls;
    expect(listener.calls).toHaveLength(1);
    expect(feedback).toMatchObject({ business: '0102', collaborationNumber });
    expect(numbersOf(feedback?.records ?? [])).toEqual(numbersOf(asked));
    expect(feedback?.records.map(({ no, kind }) => `${no} ${kind}`)).toEqual(
      asked.map((_, index) => `${index + 1} feedback`),
    );
    expect(feedback?.records.map(({ text }) => textIn(text, 'CXJG'))).toEqual(
      asked.map((one) => (one === stranger ? '0' : '1')),
    );
  });

  it('meets each habit of the bus in turn', async () => {
    await callBack();
    const shapes: unknown[] = [];
    for (let nth = 1; nth <= 8; nth++) {
      const application = await apply(bus, two);
      // Feedback that sets out after the ack may still be heard before it.
      const early = nth % 3 === 0 && feedbackTo(application).length > 0;
      await settled();
      const feedback = feedbackTo(application);
      shapes.push({
        nth,
        early,
        feedback: feedback.length,
        messages: new Set(feedback.map(({ messageNumber }) => messageNumber)).size,
        bad: feedback.flatMap(({ records }) => records).filter(isBad).length,
        photos: feedback.flatMap(({ records }) => records).filter(({ kind }) => kind === 'material').length,
        notices: listener.calls.filter(({ business }) => business === '0109').length,
        foreign: listener.calls.filter((call) => call.business === '0102' && !feedback.includes(call)).length,
      });
      expect(
        new Set(feedback.flatMap(({ records }) => records.filter(isGood).map(({ number }) => number))).size,
      ).toBe(2);
      listener.calls.length = 0;
    }

    const plain = { early: false, feedback: 1, messages: 1, bad: 0, photos: 0, notices: 0, foreign: 0 };
    expect(shapes).toEqual([
      { ...plain, nth: 1 },
      { ...plain, nth: 2, feedback: 2, messages: 2 },
      { ...plain, nth: 3, early: true },
      { ...plain, nth: 4, feedback: 4, messages: 2 },
      { ...plain, nth: 5, notices: 1 },
      { ...plain, nth: 6, early: true, feedback: 3, messages: 3, bad: 1 },
      { ...plain, nth: 7, foreign: 1 },
      { ...plain, nth: 8, feedback: 4, messages: 2, photos: 4 },
    ]);
  });

  it('sends an older state after the newer one', async () => {
    await callBack();
    for (let nth = 1; nth <= 5; nth++) await apply(bus, two);
    await settled();
    const times = (business: string) =>
      new Set(
        listener.calls
          .filter((call) => call.business === business)
          .flatMap(({ records }) => records.map(({ dataTime }) => dataTime)),
      );

    const [newer = ''] = times('0102');
    const [older = ''] = times('0109');
    expect([times('0102').size, times('0109').size]).toEqual([1, 1]);
    expect(older < newer).toBe(true);
  });

  it('that is repeated is acknowledged again and not answered again', async () => {
    await callBack();
    const head = { YWXTBH: '9900000000012026112299999999' };
    const first = await apply(bus, two, { messageNumber: 'SAME', head });
    await settled();
    const again = await apply(bus, two, { messageNumber: 'SAME', head });
    const other = await apply(bus, [stranger], { messageNumber: 'SAME', head });
    await settled();

    expect([first, again, other].map(({ ack }) => ack.code)).toEqual(['1', '1', '-9']);
    expect(listener.calls).toHaveLength(1);
  });

  it('that was not taken may be repeated and is answered then', async () => {
    await callBack();
    const head = { YWXTBH: '9900000000012026112299999998' };
    await fail('maintenance', { until: '2026-11-22T04:00:00Z' });
    const refused = await apply(bus, two, { messageNumber: 'SAME', head });
    await heal();
    const taken = await apply(bus, two, { messageNumber: 'SAME', head });
    await settled();

    expect([refused.ack.code, textIn(refused.ack.document, 'HFSJ'), taken.ack.code]).toEqual([
      '-20',
      '20261122120000',
      '1',
    ]);
    expect(listener.calls).toHaveLength(1);
  });

  const record = (no: number, number: string, kind = 'application') =>
    `<RECORD no="${no}" kind="${kind}"><GMSFHM>${number}</GMSFHM><XM>某人</XM></RECORD>`;
  const [first = '', second = ''] = numbersOf(two);
  it.each([
    ['another registration code', { code: 'another-code-1234' }, '-1'],
    ['no envelope', { spoil: () => '<a>' }, '-2'],
    ['a DOCTYPE', { spoil: (text: string) => text.replace('?>\n', '?>\n<!DOCTYPE a>') }, '-2'],
    [
      'an unknown entity in the document',
      { spoil: (text: string) => text.replace('&lt;BBH', '&amp;x;&lt;BBH') },
      '-2',
    ],
    ['a document that is cut off', { spoil: (text: string) => text.replace('&lt;/package&gt;', '') }, '-2'],
    ['a document that is too long', { data: ' '.repeat(512 * 1024) }, '-10'],
    ['no message number', { head: { BWBH: '' } }, '-8'],
    ['a short collaboration number', { head: { YWXTBH: '123' } }, '-8'],
    ['another sender', { head: { FSDWDM: '990000000002' } }, '-4'],
    ['another receiver', { head: { JSDWDM: '990000000002' } }, '-5'],
    ['a business for later', { head: { YWLB: '0201' } }, '-6'],
    ['a business of the bus', { head: { YWLB: '0102' } }, '-6'],
    [
      'too many',
      {
        data: people
          .slice(0, 21)
          .map(({ number }, index) => record(index, number))
          .join(''),
      },
      '-7',
    ],
    ['nobody', { data: '' }, '-3'],
    ['a feedback', { data: record(1, first) + record(2, second, 'feedback') }, '-3'],
    ['somebody twice', { data: record(1, first) + record(2, first) }, '-3'],
    ['a number twice', { data: record(1, first) + record(1, second) }, '-3'],
  ])('with %s is refused', async (_what, falsified, code) => {
    const { ack } = await apply(bus, two, falsified);

    expect([ack.status, ack.code]).toEqual([200, code]);
    expect(ack.text.startsWith('<')).toBe(!['-1', '-2', '-10'].includes(code));
  });

  it('may come in CDATA, with other prefixes, references and unknown kinds of records', async () => {
    await callBack();
    const { ack } = await apply(bus, two, {
      data: `${record(1, first).replace('某人', '&#183145;&#x2CB69;')}<RECORD no="2" kind="other"/>`,
      spoil: (text) =>
        text
          .replaceAll('soapenv', 'S')
          .replaceAll('xt:deliver', 'n:deliver')
          .replace('xmlns:xt', 'xmlns:n')
          .replace('<bw>', '<bw xsi:type="xsd:string" xmlns:xsi="urn:x">')
          .replace(
            /(&lt;package.*)(?=<\/bw>)/,
            (document) =>
              `<![CDATA[${unescaped(document).slice(0, 99)}]]>${document.slice(document.length)}<![CDATA[${unescaped(document).slice(99)}]]>`,
          ),
    });
    await settled();

    expect(ack.code).toBe('1');
    expect(numbersOf(listener.calls[0]?.records ?? [])).toEqual([first]);
  });

  it('has refusals in its ack for records that are not taken, and feedback for the others', async () => {
    await callBack();
    const { ack } = await apply(bus, [], {
      data: [
        record(1, first),
        record(2, '109901199003070012'),
        '<RECORD no="3" kind="application"><GMSFHM/><XM>某人</XM></RECORD>',
        record(4, second),
      ].join(''),
    });
    await settled();

    expect(
      [ack.code, ...ack.document.matchAll(/<RECORD no="(\d)" kind="refusal"><FHM>(-\d+)/g)].map((found) =>
        typeof found === 'string' ? found : `${found[1]} ${found[2]}`,
      ),
    ).toEqual(['1', '2 -11', '3 -8']);
    expect(listener.calls.flatMap(({ records }) => records.map(({ no }) => no))).toEqual(['1', '4']);
  });

  it('gets 404 and 405 elsewhere', async () => {
    const other = await fetch(`${bus.url}/other`, { method: 'POST' });
    const got = await fetch(`${bus.url}/service`);

    expect([other.status, got.status]).toEqual([404, 405]);
  });
});

describe('notices', () => {
  it('tell of everybody whom the bus holds, when it learns where to call', async () => {
    await bus.admin('PUT', 'callback', { url: listener.url });
    await settled();
    const told = listener.calls.flatMap(({ records }) => records.filter(isGood));

    expect(new Set(listener.calls.map(({ business }) => business))).toEqual(new Set(['0109']));
    expect(new Set(numbersOf(told))).toEqual(new Set(numbersOf(held)));
    expect(listener.calls.every(({ records }) => records.length <= Number(bus.options['recordLimit']))).toBe(
      true,
    );
    const newest = told
      .map(({ dataTime }) => dataTime)
      .toSorted()
      .at(-1);
    expect(new Set(numbersOf(told.filter(({ dataTime }) => dataTime === newest)))).toEqual(
      new Set(numbersOf(held)),
    );
  });

  it('come out of order, twice, with bad records among good ones, and older after newer', async () => {
    await fail('unruly-pushes');
    await bus.admin('PUT', 'callback', { url: listener.url });
    await settled();
    const messages = new Map<string, number>();
    for (const { messageNumber } of listener.calls)
      messages.set(messageNumber, (messages.get(messageNumber) ?? 0) + 1);
    const packages = Math.ceil(held.length / 20);
    const bad = listener.calls.flatMap(({ records }) => records).filter(isBad);

    // Each package twice, its older state once, and its bad record once more alone.
    expect([...messages.values()].filter((count) => count === 2)).toHaveLength(packages);
    expect(messages.size).toBe(3 * packages - (held.length % 20 === 1 ? 1 : 0));
    expect(bad.length).toBeGreaterThanOrEqual(2 * (packages - 1));
    const told = listener.calls.flatMap(({ records }) => records.filter(isGood));
    expect(new Set(numbersOf(told))).toEqual(new Set(numbersOf(held)));
  });
});

describe('the bus calls again with the same bytes', () => {
  it.each<[string, (call: BusCall) => ReturnType<NonNullable<BusListener['reply']>>]>([
    ['the success code of another operation', () => ({ code: '2' })],
    ['an error', () => ({ code: '-99' })],
    ['bare text', () => ({ text: '-21|系统繁忙' })],
    ['another status', () => ({ status: 503 })],
    ['a lost connection', () => 'drop'],
  ])('after %s, until it is acknowledged', async (_what, reply) => {
    await callBack();
    listener.reply = reply;
    await apply(bus, two);
    await heard(2);
    listener.reply = undefined;
    await settled();
    const count = listener.calls.length;

    expect(new Set(listener.calls.map(({ body }) => body.toString('base64'))).size).toBe(1);
    expect(count).toBeGreaterThanOrEqual(3);
  });

  it('but not when nobody applied for the feedback', async () => {
    await callBack();
    listener.reply = () => ({ code: '-7' });
    await apply(bus, two);
    await settled();

    expect(listener.calls).toHaveLength(1);
  });
});

describe('a fault', () => {
  it.each(['hang', 'refuse'])('%s: a system that is down does not call', async (kind) => {
    await callBack();
    await bus.admin('POST', 'pushes/pause');
    await apply(bus, two);
    await fail(kind);
    await bus.admin('POST', 'pushes/resume');
    const before = [listener.calls.length, await state()];
    await heal();
    await settled();

    expect(before).toEqual([0, expect.objectContaining({ waiting: 1, paused: false })]);
    expect(listener.calls).toHaveLength(1);
  });

  it.each<[string, object?]>([
    ['garbage'],
    ['truncated'],
    ['html'],
    ['empty'],
    ['wrong-charset'],
    ['xxe'],
    ['billion-laughs'],
    ['huge', { bytes: 300_000 }],
    ['deep', { levels: 1_000 }],
  ])('%s: spoils what the bus sends, and a repetition is right when it is over', async (kind, details) => {
    await callBack();
    await bus.admin('POST', 'pushes/pause');
    const { collaborationNumber } = await apply(bus, two);
    await fail(kind, details);
    listener.reply = () => ({ text: '-2|报文不是良构的' });
    await bus.admin('POST', 'pushes/resume');
    await heard(1);
    const [spoiled] = listener.calls;
    await heal();
    listener.reply = undefined;
    await settled();
    const right = listener.calls.at(-1);

    expect(right).toMatchObject({ collaborationNumber, business: '0102' });
    expect(numbersOf(right?.records ?? [])).toEqual(numbersOf(two));
    expect(spoiled?.body.equals(right?.body ?? Buffer.alloc(0))).toBe(false);
  });

  it('truncated by a lost connection: nothing whole arrives', async () => {
    await callBack();
    await bus.admin('POST', 'pushes/pause');
    await apply(bus, two);
    await fail('truncated', { cut: 'connection' });
    await bus.admin('POST', 'pushes/resume');
    await vi.waitFor(async () => expect(await state()).toMatchObject({ waiting: 1 }), { interval: 5 });
    const before = listener.calls.length;
    await heal();
    await settled();

    expect([before, listener.calls.length]).toEqual([0, 1]);
  });

  it('latency: what the bus sends comes late, too', async () => {
    await callBack();
    await fail('latency', { ms: 40 });
    const started = performance.now();
    await apply(bus, two);
    await settled();

    expect(listener.calls).toHaveLength(1);
    expect(performance.now() - started).toBeGreaterThan(75);
  });

  it('wrong-person: the entries are somebody else’s', async () => {
    await callBack();
    await fail('wrong-person');
    await apply(bus, two);
    await settled();
    const records = listener.calls[0]?.records ?? [];

    expect(numbersOf(records)).toEqual(numbersOf(two));
    for (const { text, number } of records) {
      const owners = Array.from(text.matchAll(/<SSHM>([^<]+)</g), ([, owner]) => owner);
      expect(owners.length).toBeGreaterThan(0);
      expect(owners).not.toContain(number);
    }
  });

  it('stale-schema: release 1.0', async () => {
    await callBack();
    await fail('stale-schema');
    await apply(bus, two);
    await settled();
    const [{ document } = { document: '' }] = listener.calls;

    expect(textIn(document, 'BBH')).toBe('1.0');
    expect(document).not.toMatch(/<(DJRQ|GSZT|JYYXQZRQ)>/);
  });

  it('error: refuses the application, or says later that it failed, or refuses the records', async () => {
    await callBack();
    await bus.admin('POST', 'pushes/pause');
    const taken = await apply(bus, two);
    await fail('error');
    const refused = await apply(bus, two);
    await bus.admin('POST', 'pushes/resume');
    await settled();
    const failed = feedbackTo(taken);
    await fail('error', { code: '-13' });
    const sealed = await apply(bus, two);
    await settled();

    expect([refused.ack.code, feedbackTo(refused)]).toEqual(['-99', []]);
    expect(failed.map(({ document, records }) => [textIn(document, 'FHM'), records])).toEqual([['-99', []]]);
    expect(sealed.ack.code).toBe('1');
    const answers = feedbackTo(sealed).flatMap(({ records }) => records);
    expect(answers.map(({ kind, text }) => `${kind} ${textIn(text, 'FHM')}`)).toEqual([
      'refusal -13',
      'refusal -13',
    ]);
  });

  it('unruly-pushes: every application meets every habit', async () => {
    await callBack();
    await fail('unruly-pushes');
    const application = await apply(bus, two);
    const early = feedbackTo(application).length;
    await settled();
    const feedback = feedbackTo(application);

    expect(early).toBeGreaterThan(0);
    // Two halves and the corrected record, each twice; the foreign one twice; and the older state.
    expect([feedback.length, listener.calls.length]).toEqual([6, 9]);
    expect(feedback.flatMap(({ records }) => records).filter(isBad)).toHaveLength(2);
    expect(new Set(numbersOf(feedback.flatMap(({ records }) => records.filter(isGood))))).toEqual(
      new Set(numbersOf(two)),
    );
  });
});

describe('the admin port', () => {
  it('shows where the bus calls, and what waits', async () => {
    const before = await state();
    await apply(bus, two);
    const applied = await state();
    await bus.admin('POST', 'pushes/pause');
    const set = await bus.admin('PUT', 'callback', { url: listener.url });
    await bus.admin('POST', 'pushes/resume');
    await settled();

    expect(before).toEqual({ url: null, paused: false, waiting: 0, settled: 0 });
    expect(applied).toEqual({ url: null, paused: false, waiting: 1, settled: 0 });
    expect(set).toMatchObject({ status: 200, answer: { url: listener.url, paused: true } });
    expect(await state()).toMatchObject({ url: listener.url, paused: false, waiting: 0 });
    expect((await bus.admin('PUT', 'callback', { url: null })).answer).toMatchObject({ url: null });
  });

  it.each([
    ['PUT', 'callback', { url: 'not a url' }, 400],
    ['PUT', 'callback', { url: 'ftp://127.0.0.1/' }, 400],
    ['PUT', 'callback', {}, 400],
    ['POST', 'pushes/stop', undefined, 404],
    ['GET', '/systems/public-security/999999/callback', undefined, 404],
  ])('refuses %s %s %j with %i', async (method, path, body, status) => {
    const refused = await bus.admin(method, path, body);

    expect(refused).toEqual({ status, answer: { error: expect.stringMatching(/\w/) } });
  });
});

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const isBad = ({ kind, text, dataTime }: BusCall['records'][number]): boolean =>
  kind !== 'material' && (dataTime === '' || text.includes('20261331'));
const isGood = (record: BusCall['records'][number]): boolean => record.kind !== 'material' && !isBad(record);
