import { describe, expect, it } from 'vitest';
import type { StepAction } from '../../../domain/cases/stepAction.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';
import { busCall, type readOwnAck } from './busWords.ts';
import {
  ackOf,
  appliedBus,
  CERTIFICATE,
  done,
  example,
  feedbackHead as head,
  ofCompany,
  sendFeedback as send,
  sha256,
  startHandlingBus,
  stepRecord,
  withOutputs,
} from './handling.ts';
import { NOW } from './startBus.ts';

const DONE = { outcome: 'DONE', outputs: { certificateNumber: 'QY510100261124000005' } };

describe('the worked example', () => {
  const SECOND =
    '<RECORD no="2" kind="feedback"><YWBLH>TB20261122000099S1</YWBLH><YWDM>LH</YWDM><GMSFHM>109901199003070011</GMSFHM><XM>A&amp;B·丙</XM><BLJG>2</BLJG><XTLSH>51010020261124000034</XTLSH><BJSJ>20261124085530</BJSJ><JJDM>25</JJDM><JJYY>准迁证已失效</JJYY></RECORD>';
  const document = `<?xml version="1.0" encoding="UTF-8"?><package><head><BBH>1.1</BBH><FSDWDM>990310000000</FSDWDM><FSDWMC>示例协同总线</FSDWMC><JSDWDM>990000000001</JSDWDM><JSDWMC>通办接入网关</JSDWMC><YWLB>0202</YWLB><YWXTBH>TB20261122000023</YWXTBH><BWBH>XT2026112400000861</BWBH><FSSJ>20261124090000</FSSJ></head><data><RECORD no="1" kind="feedback"><YWBLH>TB20261122000023S2</YWBLH><YWDM>QC</YWDM><GMSFHM>10990119900307002X</GMSFHM><XM>林小\u{2CB69}</XM><BLJG>1</BLJG><XTLSH>51010020261124000033</XTLSH><BJSJ>20261124085512</BJSJ><JGXX count="1"><JG><XMC>QYZBH</XMC><XMZ>QY510100261124000005</XMZ></JG></JGXX></RECORD>${SECOND}</data></package>`;
  const later = () => Date.parse('2026-11-24T01:00:01Z');

  it('is acknowledged with exactly these bytes, its unknown RECORD kept aside', async () => {
    await using bus = await appliedBus(example, { now: later });
    bus.store.strangeSteps.add('TB20261122000099S1');
    const { text } = await bus.call(busCall(document));

    expect([sha256(document), sha256(busCall(document))]).toEqual([
      'f25bf23638b757f63bd6e57cd2363a01629977d8941d847bc8edcef72ce09eab',
      '1d7f9e2b83c723ea6ff7db6d57cc6a1fb8a418a80521fea51937ca70b974abab',
    ]);
    expect([Buffer.byteLength(text), sha256(text)]).toEqual([
      925,
      'b61ae75fe6f940ed3f01239aea0978cdaf2b8ed7d975bbcc0bc2b038915d49c4',
    ]);
    expect(bus.store.stepAnswers).toEqual([
      { businessKey: 'TB20261122000023S2', messageId: 'XT2026112400000861 1', result: DONE },
      {
        businessKey: 'TB20261122000099S1',
        messageId: 'XT2026112400000861 2',
        result: { outcome: 'REFUSED', code: '25', reason: '准迁证已失效' },
      },
    ]);
  });

  it('is refused with exactly these bytes where none of it is known', async () => {
    await using bus = await startHandlingBus(() => ({ body: '' }), { now: later });
    bus.store.strangeSteps.add('TB20261122000099S1').add('TB20261122000023S2');
    const { text } = await bus.call(busCall(document));
    const inner = text
      .slice(text.indexOf('<return>') + 8, text.indexOf('</return>'))
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');

    expect([Buffer.byteLength(inner), sha256(inner)]).toEqual([
      368,
      '38be6ed4ae1c312a8b1f92f0636b14390e11349e3fd8044e99c6f509235cebd0',
    ]);
    expect(bus.store.stepAnswers).toHaveLength(2);
    expect(bus.store.taken.map(({ id }) => id)).toEqual(['XT2026112400000861']);
  });
});

describe('a RECORD says of its step', () => {
  it.each<[StepAction, string, string, string, Readonly<Record<string, string>>, object]>([
    [
      'issue-migration-permit',
      '0202',
      'ZQ',
      '0',
      { ZQZBH: 'ZQ430700261122000007' },
      { permitNumber: 'ZQ430700261122000007' },
    ],
    ['undo-issue-migration-permit', '0202', 'ZQ', '0', {}, {}],
    [
      'register-newborn',
      '0302',
      'CS',
      '0',
      { HH: '430712345', bookElsewhere: 'true' },
      { householdNumber: '430712345', bookElsewhere: 'true' },
    ],
    ['undo-register-newborn', '0302', 'CS', '0', {}, {}],
    [
      'sign-identity-card',
      '0402',
      'SQ',
      '1',
      { QFBH: '430700261122000007' },
      { signingNumber: '430700261122000007' },
    ],
    ['undo-sign-identity-card', '0402', 'SQ', '1', {}, {}],
    ['make-identity-card', '0402', 'ZZ', '1', { ZZPC: '43070026112201' }, { cardBatch: '43070026112201' }],
    [
      'make-temporary-identity-card',
      '0402',
      'LZ',
      '1',
      { LSZBH: 'LS43070026112201' },
      { cardNumber: 'LS43070026112201' },
    ],
    [
      'issue-hukou-certificate',
      '0502',
      'HZ',
      '1',
      { ZMBH: 'HZ4307002611220001' },
      { documentNumber: 'HZ4307002611220001' },
    ],
    ['amend-household', '0602', 'BG', '0', {}, {}],
  ])('%s (%s %s), acknowledged with %s', async (action, operation, YWDM, success, written, outputs) => {
    await using bus = await startHandlingBus(() => ({ body: '' }));
    await bus.submit({ ...example, action }).catch(() => undefined);
    const padded = Object.fromEntries(
      Object.entries(written).map(([name, value]) => [name, `${value}\u3000 `]),
    );
    const ack = await send(bus, head('XT1', operation), withOutputs(stepRecord({ YWDM }), padded));

    expect(ack).toEqual({ code: success, refused: [] });
    expect(bus.store.stepAnswers.map(({ result }) => result)).toEqual([{ outcome: 'DONE', outputs }]);
  });

  it.each([
    [
      'refused',
      { BLJG: '2', JJDM: '22', JJYY: '某原因 ' },
      { outcome: 'REFUSED', code: '22', reason: '某原因' },
    ],
    [
      'refused for what no table has',
      { BLJG: '2', JJDM: '42', JJYY: 'a&amp;b' },
      { outcome: 'REFUSED', code: '42', reason: 'a&b' },
    ],
    ['in work', { BLJG: '3' }, { outcome: 'PENDING' }],
    ['what no table has', { BLJG: '7' }, { outcome: 'UNKNOWN', code: '7' }],
    [
      'padded',
      { YWBLH: 'TB20261122000023S2  ', GMSFHM: '10990119900307002x ', XM: '林小\u{2CB69}\u3000', BLJG: '3' },
      { outcome: 'PENDING' },
    ],
  ])('%s', async (_what, change, result) => {
    await using bus = await appliedBus();

    expect(await send(bus, head('XT1'), stepRecord(change))).toEqual({ code: '0', refused: [] });
    expect(bus.store.stepAnswers).toEqual([{ businessKey: example.businessKey, messageId: 'XT1 1', result }]);
    expect(bus.faults.map(({ kind }) => kind)).toEqual(result.outcome === 'UNKNOWN' ? ['strange step'] : []);
  });

  it('taken back, which is no contradiction of what was done', async () => {
    await using bus = await appliedBus();
    await send(bus, head('XT1'), stepRecord({ BLJG: '9' }));

    expect(bus.store.stepAnswers).toEqual([
      {
        businessKey: example.businessKey,
        messageId: 'XT1 1',
        result: { outcome: 'REFUSED', code: '9', reason: '已撤销' },
        isTakenBack: true,
      },
    ]);
  });

  it('of a company', async () => {
    const company: HolderIdentity = {
      kind: 'LEGAL_PERSON',
      number: parseCreditCode('91109901MA00000017'),
      name: '试验公司',
    };
    await using bus = await appliedBus({ ...example, parties: [{ role: 'APPLICANT', identity: company }] });
    const record = withOutputs(stepRecord(ofCompany(company)), CERTIFICATE);

    expect(await send(bus, head('XT1'), record)).toEqual({ code: '0', refused: [] });
    expect(bus.store.stepAnswers).toMatchObject([{ result: DONE }]);
  });
});

describe('a bad RECORD', () => {
  const other = { ...example, businessKey: 'TB20261122000023S9' };
  it.each<[string, string, string]>([
    ['another number', withOutputs(stepRecord({ GMSFHM: '109901199003070011' }), CERTIFICATE), '-12'],
    ['another name', withOutputs(stepRecord({ XM: '林小满' }), CERTIFICATE), '-12'],
    ['another business', withOutputs(stepRecord({ YWDM: 'LH' }), { HH: '430712345' }), '-12'],
    ['a business of another class', stepRecord({ YWDM: 'CS', BLJG: '3' }), '-12'],
    ['a business that nobody knows', stepRecord({ YWDM: 'XX', BLJG: '3' }), '-12'],
    ['no number', stepRecord({ GMSFHM: '' }), '-8'],
    ['no name', stepRecord({ XM: '' }), '-8'],
    ['a number that cannot be one', stepRecord({ GMSFHM: '109901199003070021' }), '-11'],
    ['no result', stepRecord({ BLJG: '' }), '-8'],
    ['no moment', stepRecord({ BJSJ: '' }), '-8'],
    ['a moment that does not exist', stepRecord({ BJSJ: '20261131000000' }), '-11'],
    ['a moment far ahead', stepRecord({ BLJG: '3', BJSJ: '20261123103001' }), '-11'],
    ['no serial number', stepRecord({ XTLSH: '' }), '-8'],
    ['a refusal without a code', stepRecord({ BLJG: '2', JJYY: 'a' }), '-8'],
    ['a refusal without a reason', stepRecord({ BLJG: '2', JJDM: '21' }), '-8'],
    ['no outputs section', stepRecord(), '-11'],
    ['a promised output missing', withOutputs(stepRecord(), {}), '-11'],
    ['a promised output malformed', withOutputs(stepRecord(), { QYZBH: 'QY1' }), '-11'],
    ['another count', withOutputs(stepRecord(), CERTIFICATE, 2), '-11'],
    ['a lost character', withOutputs(stepRecord({ XM: '林小\uFFFD' }), CERTIFICATE), '-11'],
    ['an output that lost a character', withOutputs(stepRecord(), { ...CERTIFICATE, a: '\uFFFD' }), '-11'],
  ])('with %s is named, nothing of it is used, and the others count', async (_what, record, code) => {
    await using bus = await appliedBus();
    await bus.submit(other);
    const good = withOutputs(stepRecord({ YWBLH: other.businessKey }, 7), CERTIFICATE);
    const ack = await send(bus, head('XT1'), record, good);

    expect(ack).toEqual({ code: '0', refused: [`1 ${code}`] });
    expect(bus.store.stepAnswers.map(({ messageId }) => messageId)).toEqual(['XT1 7']);
    expect(bus.faults.map(({ kind }) => kind)).toEqual([code === '-12' ? 'identity mismatch' : 'bad record']);
    expect(JSON.stringify([bus.faults, bus.store.taken[0]?.faults])).not.toMatch(/109901|林/);
  });

  it('alone is a package with a known key, and is taken when it comes again, corrected', async () => {
    await using bus = await appliedBus();

    expect(await send(bus, head('XT1'), stepRecord())).toEqual({ code: '0', refused: ['1 -11'] });
    expect(await send(bus, head('XT2'), done)).toEqual({ code: '0', refused: [] });
    expect(bus.store.stepAnswers).toMatchObject([{ messageId: 'XT2 1', result: DONE }]);
  });
});

describe('what we do not know', () => {
  it('is kept aside, and refused where some of the package is known', async () => {
    await using bus = await appliedBus();
    bus.store.strangeSteps.add('TB20261122000099S1');
    const stranger = withOutputs(stepRecord({ YWBLH: 'TB20261122000099S1' }, 2), CERTIFICATE);

    expect(await send(bus, head('XT1'), done, stranger)).toEqual({ code: '0', refused: ['2 -15'] });
    expect(bus.store.stepAnswers.map(({ businessKey }) => businessKey)).toEqual([
      example.businessKey,
      'TB20261122000099S1',
    ]);
    expect(bus.faults).toEqual([{ kind: 'unknown step', reason: 'RECORD 2: -15: no step of ours' }]);
  });

  it('is refused as a whole where nothing is known, each time it comes', async () => {
    await using bus = await startHandlingBus(() => ({ body: '' }));
    bus.store.strangeSteps.add(example.businessKey);

    expect((await send(bus, head('XT1'), done)).code).toBe('-7');
    expect((await send(bus, head('XT1'), done)).code).toBe('-7');
    expect([bus.store.stepAnswers.length, bus.store.taken.length, bus.faults.length]).toEqual([1, 1, 1]);
  });

  it('is taken as known once the step has come', async () => {
    await using bus = await startHandlingBus(() => ({ body: '' }));
    bus.store.strangeSteps.add(example.businessKey);
    await send(bus, head('XT1'), done);
    bus.store.strangeSteps.clear();

    expect(await send(bus, head('XT1'), done)).toEqual({ code: '0', refused: [] });
  });

  it('is a key of ours under the number of another case, of which nothing is used', async () => {
    await using bus = await appliedBus();
    const ack = await send(bus, { ...head('XT1'), collaborationNumber: 'TB20261122000024' }, done);

    expect(ack.code).toBe('-7');
    expect(bus.store.stepAnswers).toEqual([]);
    expect(bus.store.taken).toHaveLength(1);
  });

  it('may be bad as well', async () => {
    await using bus = await appliedBus();
    const bad = stepRecord({ YWBLH: 'TB20261122000099S1', BJSJ: '' }, 2);

    expect(await send(bus, head('XT1'), done, bad)).toEqual({ code: '0', refused: ['2 -15'] });
    expect(bus.store.stepAnswers).toHaveLength(1);
  });

  it('may be a cancellation', async () => {
    await using bus = await startHandlingBus(() => ({ body: '' }));
    const record = withOutputs(stepRecord({ YWDM: 'SQ' }), {});
    await send(bus, head('XT1', '0402'), record);

    expect(bus.store.stepAnswers).toMatchObject([{ result: { outcome: 'DONE', outputs: {} } }]);
  });
});

describe('what has to be borne', () => {
  it('feedback before the ack of its application', async () => {
    let acks: readonly ReturnType<typeof readOwnAck>[] = [];
    await using bus = await startHandlingBus(async ({ body }) => {
      acks = [await send(bus, head('XT1'), done)];
      return ackOf(body, { code: '1' });
    });

    expect(await bus.submit()).toEqual({ outcome: 'PENDING' });
    expect(acks).toEqual([{ code: '0', refused: [] }]);
    expect(bus.store.stepAnswers).toMatchObject([{ result: DONE }]);
  });

  it('feedback after a restart, and in another replica', async () => {
    const store = createMemoryStore(() => NOW);
    await using before = await appliedBus(example, { store });
    await using after = await startHandlingBus(() => ({ body: '' }), { store, now: () => NOW + 86_400_000 });
    const wrong = withOutputs(stepRecord({ XM: '林小满' }), CERTIFICATE);

    expect(
      await send(after, head('XT1'), wrong, stepRecord({ YWBLH: 'TB20261122000099S1', BLJG: '3' }, 2)),
    ).toEqual({ code: '0', refused: ['1 -12'] });
    expect(await send(after, head('XT2'), done)).toEqual({ code: '0', refused: [] });
    expect(before.calls).toHaveLength(1);
  });

  it('the same package several times at once', async () => {
    await using bus = await appliedBus();
    const acks = await Promise.all([1, 2, 3].map(() => send(bus, head('XT1'), done)));

    expect(acks.map(({ code }) => code)).toEqual(['0', '0', '0']);
    expect([bus.store.stepAnswers.length, bus.store.taken.length]).toEqual([1, 1]);
  });

  it('a package that was stored but whose steps were not', async () => {
    await using bus = await appliedBus();
    const { take } = bus.store.steps;
    Object.assign(bus.store.steps, { take: () => Promise.reject(new Error('the process died')) });
    const first = await send(bus, head('XT1'), done);
    Object.assign(bus.store.steps, { take });

    expect([first.code, bus.store.taken.length, bus.store.stepAnswers.length]).toEqual(['-99', 1, 0]);
    expect((await send(bus, head('XT1'), done)).code).toBe('0');
    expect(bus.store.stepAnswers).toMatchObject([{ result: DONE }]);
  });

  it('nothing is acknowledged while our store is away', async () => {
    await using bus = await appliedBus();
    bus.store.setAway(true);

    expect((await send(bus, head('XT1'), done)).code).toBe('-99');
    bus.store.setAway(false);
    expect((await send(bus, head('XT1'), done)).code).toBe('0');
  });

  it('one person in several RECORDs, materials, and kinds of later releases', async () => {
    await using bus = await appliedBus();
    await bus.submit({ ...example, businessKey: 'TB20261122000023S3', action: 'register-move-in' });
    const second = withOutputs(stepRecord({ YWBLH: 'TB20261122000023S3', YWDM: 'LH' }, 3), {
      HH: '430712345',
    });
    const beside = '<RECORD no="4" kind="material"><SSNO>1</SSNO></RECORD><RECORD no="5" kind="neu"/>';

    expect(await send(bus, head('XT1'), done, second, beside)).toEqual({ code: '0', refused: [] });
    expect(bus.store.stepAnswers.map(({ messageId }) => messageId)).toEqual(['XT1 1', 'XT1 3']);
  });
});
