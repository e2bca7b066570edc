import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apply } from '../support/busApplication.ts';
import { textIn } from '../support/busEnvelope.ts';
import { HELD, isBad, isGood, numbersOf, PEOPLE, STRANGER, TWO } from '../support/busPeople.ts';
import { type BusTrial, startBusTrial } from '../support/startBusTrial.ts';

let trial: BusTrial;
// A bus counts its applications, and what it mixes in depends on the count.
beforeEach(async () => {
  trial = await startBusTrial();
});
afterEach(async () => {
  expect(await trial.close()).toEqual([]);
});

describe('an application', () => {
  it('is acknowledged now and answered later, with the complete register of everybody asked', async () => {
    await trial.callBack();
    const owner = HELD.find(({ kind }) => kind === 'company');
    const asked = [...TWO, STRANGER, ...(owner === undefined ? [] : [owner])];
    await trial.bus.admin('POST', 'pushes/pause');
    const { ack, collaborationNumber } = await apply(trial.bus, asked);
    const before = trial.listener.calls.length;
    await trial.bus.admin('POST', 'pushes/resume');
    await trial.settled();

    expect([ack.status, ack.code, textIn(ack.document, 'YWXTBH'), before]).toEqual([
      200,
      '1',
      collaborationNumber,
      0,
    ]);
    const [feedback] = trial.listener.calls;
    expect(trial.listener.calls).toHaveLength(1);
    expect(feedback).toMatchObject({ business: '0102', collaborationNumber });
    expect(numbersOf(feedback?.records ?? [])).toEqual(numbersOf(asked));
    expect(feedback?.records.map(({ no, kind }) => `${no} ${kind}`)).toEqual(
      asked.map((_, index) => `${index + 1} feedback`),
    );
    expect(feedback?.records.map(({ text }) => textIn(text, 'CXJG'))).toEqual(
      asked.map((one) => (one === STRANGER ? '0' : '1')),
    );
  });

  it('meets each habit of the bus in turn', async () => {
    await trial.callBack();
    const shapes: unknown[] = [];
    for (let nth = 1; nth <= 8; nth++) {
      const application = await apply(trial.bus, TWO);
      // Feedback that sets out after the ack may still be heard before it.
      const early = nth % 3 === 0 && trial.feedbackTo(application).length > 0;
      await trial.settled();
      const feedback = trial.feedbackTo(application);
      shapes.push({
        nth,
        early,
        feedback: feedback.length,
        messages: new Set(feedback.map(({ messageNumber }) => messageNumber)).size,
        bad: feedback.flatMap(({ records }) => records).filter(isBad).length,
        photos: feedback.flatMap(({ records }) => records).filter(({ kind }) => kind === 'material').length,
        notices: trial.listener.calls.filter(({ business }) => business === '0109').length,
        foreign: trial.listener.calls.filter((call) => call.business === '0102' && !feedback.includes(call))
          .length,
      });
      expect(
        new Set(feedback.flatMap(({ records }) => records.filter(isGood).map(({ number }) => number))).size,
      ).toBe(2);
      trial.listener.calls.length = 0;
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
    await trial.callBack();
    for (let nth = 1; nth <= 5; nth++) await apply(trial.bus, TWO);
    await trial.settled();
    const times = (business: string) =>
      new Set(
        trial.listener.calls
          .filter((call) => call.business === business)
          .flatMap(({ records }) => records.map(({ dataTime }) => dataTime)),
      );

    const [newer = ''] = times('0102');
    const [older = ''] = times('0109');
    expect([times('0102').size, times('0109').size]).toEqual([1, 1]);
    expect(older < newer).toBe(true);
  });

  it('that is repeated is acknowledged again and not answered again', async () => {
    await trial.callBack();
    const head = { YWXTBH: '9900000000012026112299999999' };
    const first = await apply(trial.bus, TWO, { messageNumber: 'SAME', head });
    await trial.settled();
    const again = await apply(trial.bus, TWO, { messageNumber: 'SAME', head });
    const other = await apply(trial.bus, [STRANGER], { messageNumber: 'SAME', head });
    await trial.settled();

    expect([first, again, other].map(({ ack }) => ack.code)).toEqual(['1', '1', '-9']);
    expect(trial.listener.calls).toHaveLength(1);
  });

  it('that was not taken may be repeated and is answered then', async () => {
    await trial.callBack();
    const head = { YWXTBH: '9900000000012026112299999998' };
    await trial.fail('maintenance', { until: '2026-11-22T04:00:00Z' });
    const refused = await apply(trial.bus, TWO, { messageNumber: 'SAME', head });
    await trial.heal();
    const taken = await apply(trial.bus, TWO, { messageNumber: 'SAME', head });
    await trial.settled();

    expect([refused.ack.code, textIn(refused.ack.document, 'HFSJ'), taken.ack.code]).toEqual([
      '-20',
      '20261122120000',
      '1',
    ]);
    expect(trial.listener.calls).toHaveLength(1);
  });

  const record = (no: number, number: string, kind = 'application') =>
    `<RECORD no="${no}" kind="${kind}"><GMSFHM>${number}</GMSFHM><XM>某人</XM></RECORD>`;
  const [first = '', second = ''] = numbersOf(TWO);
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
    ['a business for later', { head: { YWLB: '0701' } }, '-6'],
    ['a business of the bus', { head: { YWLB: '0102' } }, '-6'],
    [
      'too many',
      {
        data: PEOPLE.slice(0, 21)
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
    const { ack } = await apply(trial.bus, TWO, falsified);

    expect([ack.status, ack.code]).toEqual([200, code]);
    expect(ack.text.startsWith('<')).toBe(!['-1', '-2', '-10'].includes(code));
  });

  it('may come in CDATA, with other prefixes, references and unknown kinds of records', async () => {
    await trial.callBack();
    const { ack } = await apply(trial.bus, TWO, {
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
    await trial.settled();

    expect(ack.code).toBe('1');
    expect(numbersOf(trial.listener.calls[0]?.records ?? [])).toEqual([first]);
  });

  it('has refusals in its ack for records that are not taken, and feedback for the others', async () => {
    await trial.callBack();
    const { ack } = await apply(trial.bus, [], {
      data: [
        record(1, first),
        record(2, '109901199003070012'),
        '<RECORD no="3" kind="application"><GMSFHM/><XM>某人</XM></RECORD>',
        record(4, second),
      ].join(''),
    });
    await trial.settled();

    expect(
      [ack.code, ...ack.document.matchAll(/<RECORD no="(\d)" kind="refusal"><FHM>(-\d+)/g)].map((found) =>
        typeof found === 'string' ? found : `${found[1]} ${found[2]}`,
      ),
    ).toEqual(['1', '2 -11', '3 -8']);
    expect(trial.listener.calls.flatMap(({ records }) => records.map(({ no }) => no))).toEqual(['1', '4']);
  });

  it('gets 404 and 405 elsewhere', async () => {
    const other = await fetch(`${trial.bus.url}/other`, { method: 'POST' });
    const got = await fetch(`${trial.bus.url}/service`);

    expect([other.status, got.status]).toEqual([404, 405]);
  });
});

describe('the admin port', () => {
  it('shows where the bus calls, and what waits', async () => {
    const before = await trial.state();
    await apply(trial.bus, TWO);
    const applied = await trial.state();
    await trial.bus.admin('POST', 'pushes/pause');
    const set = await trial.bus.admin('PUT', 'callback', { url: trial.listener.url });
    await trial.bus.admin('POST', 'pushes/resume');
    await trial.settled();

    expect(before).toEqual({ url: null, paused: false, waiting: 0, settled: 0 });
    expect(applied).toEqual({ url: null, paused: false, waiting: 1, settled: 0 });
    expect(set).toMatchObject({ status: 200, answer: { url: trial.listener.url, paused: true } });
    expect(await trial.state()).toMatchObject({ url: trial.listener.url, paused: false, waiting: 0 });
    expect((await trial.bus.admin('PUT', 'callback', { url: null })).answer).toMatchObject({ url: null });
  });

  it.each([
    ['PUT', 'callback', { url: 'not a url' }, 400],
    ['PUT', 'callback', { url: 'ftp://127.0.0.1/' }, 400],
    ['PUT', 'callback', {}, 400],
    ['POST', 'pushes/stop', undefined, 404],
    ['GET', '/systems/public-security/999999/callback', undefined, 404],
  ])('refuses %s %s %j with %i', async (method, path, body, status) => {
    const refused = await trial.bus.admin(method, path, body);

    expect(refused).toEqual({ status, answer: { error: expect.stringMatching(/\w/) } });
  });
});

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
