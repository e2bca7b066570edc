import { describe, expect, it } from 'vitest';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import { STEP_ACTIONS, type StepAction } from '../../../domain/cases/stepAction.ts';
import { lin } from '../steps/stepRequest.ts';
import { failureOf } from '../transport/failureOf.ts';
import { busAnswer } from './busWords.ts';
import { ackOf, example, refusal, sha256, startHandlingBus } from './handling.ts';
import { startBus } from './startBus.ts';

describe('the worked example', () => {
  const ack =
    '<?xml version="1.0" encoding="UTF-8"?><package><head><BBH>1.1</BBH><FSDWDM>990310000000</FSDWDM><FSDWMC>示例协同总线</FSDWMC><JSDWDM>990000000001</JSDWDM><JSDWMC>通办接入网关</JSDWMC><YWLB>0201</YWLB><YWXTBH>TB20261122000023</YWXTBH><BWBH>TB20261122000023S2</BWBH><FSSJ>20261122103001</FSSJ><FHM>1</FHM><FHXX>申请已受理</FHXX></head><data/></package>';

  it('is applied for with exactly these bytes, and is in work', async () => {
    await using bus = await startHandlingBus(() => ({ body: busAnswer(ack) }));

    expect(await bus.submit()).toEqual({ outcome: 'PENDING' });
    expect(sha256(ack)).toBe('2a2ab0790f4baeaf3cc34c0cdbea71136f5ad00512fbad1360940d79bae659ad');
    expect(bus.calls.map(({ path, body }) => [path, body.length, sha256(body)])).toEqual([
      ['/xtzx/service', 1500, 'df9da5fbd68471f986d223a37ea95e9bfac391f83e9efdaa7713b6db82d5dbe6'],
    ]);
  });

  it('is sent again with the same content', async () => {
    await using bus = await startHandlingBus(({ body }) => ackOf(body, { code: '1' }));
    await bus.submit();
    await bus.submit();

    expect(bus.calls[1]?.body).toEqual(bus.calls[0]?.body);
  });
});

describe('a place', () => {
  it('without handling takes no steps', async () => {
    await using bus = await startBus(({ body }) => ackOf(body, { code: '1' }));

    expect(bus.step).toBeUndefined();
  });

  it('takes every action of its department, once per key, and cannot be asked', async () => {
    await using bus = await startHandlingBus(({ body }) => ackOf(body, { code: '1' }));

    expect([...bus.step.actions].toSorted()).toEqual([...STEP_ACTIONS.publicSecurity].toSorted());
    expect(bus.step).toMatchObject({ dedupes: true, find: null });
  });
});

describe('success', () => {
  const SUCCESSES = [
    ['issue-migration-permit', '0201', 'ZQ', '1'],
    ['undo-issue-migration-permit', '0203', 'ZQ', '3'],
    ['move-out', '0201', 'QC', '1'],
    ['undo-move-out', '0203', 'QC', '3'],
    ['register-move-in', '0201', 'LH', '1'],
    ['register-newborn', '0301', 'CS', '1'],
    ['undo-register-newborn', '0303', 'CS', '3'],
    ['amend-household', '0601', 'BG', '3'],
    ['sign-identity-card', '0401', 'SQ', '2'],
    ['undo-sign-identity-card', '0403', 'SQ', '0'],
    ['make-identity-card', '0401', 'ZZ', '2'],
    ['make-temporary-identity-card', '0401', 'LZ', '2'],
    ['issue-hukou-certificate', '0501', 'HZ', '0'],
    ['issue-no-criminal-record-certificate', '0501', 'WF', '0'],
  ] as const satisfies readonly (readonly [StepAction, string, string, string])[];

  it.each(SUCCESSES)(
    'of %s (%s %s) is %s, and no other code',
    async (action, businessClass, code, success) => {
      let answered: string = success;
      await using bus = await startHandlingBus(({ body }) => ackOf(body, { code: answered }));

      expect(await bus.submit({ ...example, action })).toEqual({ outcome: 'PENDING' });
      expect(bus.calls[0]?.body.toString('utf8')).toContain(`&lt;YWLB&gt;${businessClass}&lt;`);
      expect(bus.calls[0]?.body.toString('utf8')).toContain(`&lt;YWDM&gt;${code}&lt;`);
      for (answered of ['0', '1', '2', '3'].filter((other) => other !== success)) {
        expect(await bus.submit({ ...example, action })).toEqual({ outcome: 'UNKNOWN', code: answered });
      }
    },
  );

  it.each([
    ['-8', null],
    ['-11', null],
    ['-13', null],
    ['-16', null],
    ['-99', 10],
    ['-77', null],
  ])('with its RECORD refused by %s: nothing was taken', async (code, retryAfterSeconds) => {
    await using bus = await startHandlingBus(({ body }) => ackOf(body, { code: '1' }, refusal(code)));

    const lasting = code === '-99' ? {} : { isLasting: true };
    expect(await bus.submit()).toEqual({ outcome: 'FAILED', code, retryAfterSeconds, ...lasting });
  });

  it.each([
    ['a RECORD that was not sent', refusal('-8', 2)],
    ['a code that is none', refusal('')],
  ])('with a refusal of %s is unknown', async (_what, record) => {
    await using bus = await startHandlingBus(({ body }) => ackOf(body, { code: '1' }, record));
    const failure = await failureOf(bus.submit());

    expect([failure.code, isNotSent(failure)]).toEqual(['JURISDICTION_BAD_RESPONSE', false]);
  });
});

describe('a code', () => {
  it.each(['-3', '-4', '-5', '-6', '-7', '-8'])('%s: nothing was taken', async (code) => {
    await using bus = await startHandlingBus(({ body }) => ackOf(body, { code }));

    expect(await bus.submit()).toEqual({ outcome: 'FAILED', code, retryAfterSeconds: null, isLasting: true });
  });

  it.each([
    ['-1', null],
    ['-2', null],
    ['-10', null],
    ['-21', 10],
  ])('%s as a text: nothing was taken', async (code, retryAfterSeconds) => {
    await using bus = await startHandlingBus(() => ({ contentType: 'text/plain', body: `${code}|某话` }));

    const lasting = code === '-21' ? {} : { isLasting: true };
    expect(await bus.submit()).toEqual({ outcome: 'FAILED', code, retryAfterSeconds, ...lasting });
  });

  it.each([
    ['', 10],
    ['<HFSJ>20261122110000</HFSJ>', 1_800],
  ])('-20 tells when to come back: "%s"', async (more, retryAfterSeconds) => {
    await using bus = await startHandlingBus(({ body }) => ackOf(body, { code: '-20', more }));

    expect(await bus.submit()).toEqual({ outcome: 'FAILED', code: '-20', retryAfterSeconds });
  });

  it('-8 of a head that could not be read repeats nothing of it', async () => {
    const instead = { YWXTBH: '', BWBH: '' };
    await using bus = await startHandlingBus(({ body }) => ackOf(body, { code: '-8', instead }));

    expect(await bus.submit()).toEqual({
      outcome: 'FAILED',
      code: '-8',
      retryAfterSeconds: null,
      isLasting: true,
    });
  });

  it('-7 to a cancellation: there is nothing to take back', async () => {
    const ack = { code: '-7', message: '无可撤销业务' };
    await using bus = await startHandlingBus(({ body }) => ackOf(body, ack));

    expect(await bus.submit({ ...example, action: 'undo-move-out' })).toEqual({
      outcome: 'REFUSED',
      code: '-7',
      reason: '无可撤销业务',
    });
  });

  it.each(['-9', '-99', '-55', '7'])('%s: nobody knows', async (code) => {
    await using bus = await startHandlingBus(({ body }) => ackOf(body, { code }));

    expect(await bus.submit()).toEqual({ outcome: 'UNKNOWN', code });
    expect(bus.calls).toHaveLength(1);
  });

  it.each([
    ['系统繁忙', '-99'],
    ['', '-99'],
    ['-3|某话', '-3'],
    ['1|申请已受理', '1'],
  ])('in the text "%s": nobody knows', async (text, code) => {
    await using bus = await startHandlingBus(() => ({ contentType: 'text/plain', body: text }));

    expect(await bus.submit()).toEqual({ outcome: 'UNKNOWN', code });
  });
});

describe('an ack that is not ours', () => {
  it.each([
    ['another class', { YWLB: '0203' }],
    ['another case', { YWXTBH: 'TB20261122000024' }],
    ['another message', { BWBH: 'TB20261122000023S3' }],
    ['no message', { BWBH: '' }],
  ])('%s: nobody knows, whatever its code', async (_what, instead) => {
    for (const code of ['1', '-21', '-3']) {
      await using bus = await startHandlingBus(({ body }) => ackOf(body, { code, instead }));
      const failure = await failureOf(bus.submit());

      expect([failure.code, isNotSent(failure)]).toEqual(['JURISDICTION_BAD_RESPONSE', false]);
    }
  });
});

describe('what is sent', () => {
  it.each(['甲\n乙', '甲\u0000', '\uD83D'])('never holds %j', async (remark) => {
    await using bus = await startHandlingBus(({ body }) => ackOf(body, { code: '1' }));
    const failure = await failureOf(bus.submit({ ...example, form: { remark } }));

    expect([failure.code, isNotSent(failure), bus.calls.length]).toEqual(['BAD_USER_INPUT', true, 0]);
  });

  it('has a count where there is nothing', async () => {
    await using bus = await startHandlingBus(({ body }) => ackOf(body, { code: '1' }));
    await bus.submit({ ...example, form: {}, parties: [{ role: 'APPLICANT', identity: lin }] });

    expect(bus.calls[0]?.body.toString('utf8')).toContain(
      '&lt;DSRXX count="1"&gt;&lt;DSR&gt;&lt;JS&gt;10&lt;/JS&gt;',
    );
    expect(bus.calls[0]?.body.toString('utf8')).toContain('&lt;BDXX count="0"/&gt;&lt;/RECORD&gt;');
  });

  it('leaves only once it is noted', async () => {
    await using bus = await startHandlingBus(({ body }) => ackOf(body, { code: '1' }));
    bus.store.setAway(true);
    const failure = await failureOf(bus.submit());

    expect([isNotSent(failure), failure.retryable, bus.calls.length]).toEqual([true, true, 0]);
  });

  it.each([404, 503])('and is answered with HTTP %i is unknown', async (status) => {
    await using bus = await startHandlingBus(() => ({ status, body: '' }));
    const failure = await failureOf(bus.submit());

    expect([isNotSent(failure), bus.calls.length]).toEqual([false, 1]);
  });
});
