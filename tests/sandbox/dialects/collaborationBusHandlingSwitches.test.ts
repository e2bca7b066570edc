import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textIn } from '../support/busEnvelope.ts';
import { type BusOrder, order, saidAbout } from '../support/busOrder.ts';
import { PEOPLE } from '../support/busPeople.ts';
import { type BusTrial, startBusTrial } from '../support/startBusTrial.ts';

const [SOMEBODY] = PEOPLE;

let trial: BusTrial;
// A bus counts its orders, and what it mixes in depends on the count.
beforeEach(async () => {
  trial = await startBusTrial();
  await trial.callBack();
});
afterEach(async () => {
  expect(await trial.close()).toEqual([]);
});

const ask = (wanted: BusOrder = {}) => order(trial.bus, { who: SOMEBODY, ...wanted });
const on = (kind: string, details: object = {}) =>
  trial.bus.admin('PUT', 'handling/register-move-in', { kind, times: 1, ...details });
const tell = (key: string) => trial.bus.admin('POST', `ledger/${key}/feedback`);
async function countOf(key: string) {
  const { answer } = await trial.bus.admin('GET', 'ledger');
  const { keys } = answer as { keys: Record<string, unknown>[] };
  return keys.find(({ businessKey }) => businessKey === key);
}
async function said(key: string) {
  await trial.settled();
  return saidAbout(trial.listener.calls, key);
}
const messageNumbers = () => trial.listener.calls.map(({ messageNumber }) => messageNumber);

describe('an application that is sent again', () => {
  it('is acknowledged, not worked twice, and its final answer comes again in another package', async () => {
    const { key, collaboration } = await ask();
    await trial.settled();
    const { ack } = await ask({ key, collaboration });

    expect(ack.code).toBe('1');
    expect(await said(key)).toEqual(['1', '1']);
    expect(new Set(messageNumbers()).size).toBe(2);
    expect(trial.listener.calls[0]?.records).toEqual(trial.listener.calls[1]?.records);
    expect(await countOf(key)).toMatchObject({ attempts: 2, entries: 1, effects: 1 });
  });

  it('with other content is -9, and nothing is done', async () => {
    const { key, collaboration } = await ask();
    const { ack } = await ask({ key, collaboration, fields: [] });

    expect(ack.code).toBe('-9');
    expect(await said(key)).toEqual(['1']);
    expect(await countOf(key)).toMatchObject({ entries: 1 });
  });
});

describe('switches', () => {
  it('refuse, with a reason', async () => {
    await on('refuse', { code: '25', reason: '准迁证已失效' });
    const { ack, key } = await ask();

    expect([ack.code, await said(key)]).toEqual(['1', ['225']]);
    expect(trial.listener.calls[0]?.document).not.toContain('<JGXX');
    expect(textIn(trial.listener.calls[0]?.document ?? '', 'JJYY').trim()).toBe('准迁证已失效');
  });

  it('pend, until somebody decides; what is in work may be told of', async () => {
    await on('pend', { times: 2 });
    const first = await ask();
    const second = await ask();
    const before = [await said(first.key), await said(second.key)];
    await trial.bus.admin('POST', `ledger/${first.key}/decide`, { outcome: 'done' });
    await trial.bus.admin('POST', `ledger/${second.key}/decide`, { outcome: 'refused', code: '22' });

    expect(before).toEqual([[], ['3']]);
    expect(await said(first.key)).toEqual(['1']);
    expect(await said(second.key)).toEqual(['3', '222']);
  });

  it('hold the ack back, or say -99: it was done, and the feedback tells', async () => {
    await on('hold-answer');
    const key = 'TB20261122900001S1';
    const collaboration = 'TB20261122900001';
    await expect(ask({ key, collaboration })).rejects.toThrow();
    const again = await ask({ key, collaboration });
    await on('hold-answer', { as: 'error' });
    const failed = await ask();

    expect([again.ack.code, await said(key)]).toEqual(['1', ['1', '1']]);
    expect([failed.ack.code, await said(failed.key)]).toEqual(['-99', ['1']]);
    expect(await countOf(key)).toMatchObject({ attempts: 2, entries: 1, effects: 1 });
  });

  it('busy, a code instead of the work, a refused RECORD: nothing is done, and the key is free', async () => {
    await on('busy');
    const busy = await ask();
    await on('fail', { code: '-99' });
    const failed = await ask();
    await on('fail', { code: '-13' });
    const refused = await ask();
    const again = await ask({ key: busy.key });

    expect([busy.ack.text, failed.ack.code]).toEqual(['-21|系统繁忙', '-99']);
    expect([refused.ack.code, refused.ack.document]).toEqual([
      '1',
      expect.stringContaining('<RECORD no="1" kind="refusal"><FHM>-13</FHM>'),
    ]);
    expect(again.ack.code).toBe('1');
    expect([await said(failed.key), await said(refused.key), await said(busy.key)]).toEqual([[], [], ['1']]);
  });

  it('the success code of another operation, although it was done', async () => {
    await on('fail', { code: '0', isDone: true });
    const { ack, key } = await ask();

    expect([ack.code, await said(key)]).toEqual(['0', ['1']]);
  });
});

describe('feedback by switch', () => {
  it('comes before the ack', async () => {
    await on('feedback', { timing: 'early' });
    const { key } = await ask();

    expect(saidAbout(trial.listener.calls, key)).toEqual(['1']);
  });

  it('comes in another order than that of the applications, and as often as told', async () => {
    await on('feedback', { timing: 'never', times: 2 });
    const [first, second] = [await ask(), await ask()];
    const before = messageNumbers();
    for (const { key } of [second, first, second]) {
      await tell(key);
      await trial.settled();
    }

    expect(before).toEqual([]);
    expect(trial.listener.calls.map(({ collaborationNumber }) => collaborationNumber)).toEqual([
      second.collaboration,
      first.collaboration,
      second.collaboration,
    ]);
    expect(new Set(messageNumbers()).size).toBe(3);
  });

  it('waits for that of the next application', async () => {
    await on('feedback', { timing: 'after-next' });
    const first = await ask();
    await trial.settled();
    const before = messageNumbers();
    const second = await ask();

    expect([before, await said(first.key), await said(second.key)]).toEqual([[], ['1'], ['1']]);
  });

  it('comes as the same message at the same moment, and in messages of its own', async () => {
    await on('feedback', { copies: 2, repeats: 1 });
    const { key } = await ask();

    expect(await said(key)).toEqual(['1', '1', '1', '1']);
    expect(new Set(messageNumbers()).size).toBe(2);
    expect(new Set(trial.listener.calls.map(({ body }) => body.toString())).size).toBe(2);
  });

  it('comes later', async () => {
    await on('feedback', { delayMs: 30 });
    const { key } = await ask();

    expect(await trial.state()).toMatchObject({ waiting: 1 });
    expect(await said(key)).toEqual(['1']);
  });
});

describe('what the partner says', () => {
  it('a bad RECORD comes once more, corrected, alone, in a message of its own', async () => {
    trial.listener.reply = () => ({
      code: '0',
      data: '<RECORD no="1" kind="refusal"><FHM>-12</FHM><FHXX>人员不一致</FHXX></RECORD>',
    });
    await trial.fail('wrong-person');
    const { key } = await ask();

    expect(await said(key)).toEqual(['1', '1']);
    const [wrong, right] = trial.listener.calls.flatMap(({ records }) => records);
    expect(wrong?.number.toUpperCase()).not.toBe(SOMEBODY?.number);
    expect(right?.number.toUpperCase()).toBe(SOMEBODY?.number);
    expect(new Set(messageNumbers()).size).toBe(2);
  });

  it('-7 settles a feedback, another code does not', async () => {
    trial.listener.reply = () => ({ code: '-7' });
    const unknown = await ask();
    await trial.settled();
    trial.listener.reply = () => ({ code: '1' });
    const { key } = await ask();
    await trial.heard(3);
    trial.listener.reply = undefined;

    expect((await said(key)).length).toBeGreaterThanOrEqual(3);
    expect(saidAbout(trial.listener.calls, unknown.key)).toEqual(['1']);
    expect(new Set(messageNumbers()).size).toBe(2);
  });

  it('nothing is called while the bus is under maintenance, and an application gets -20', async () => {
    await on('feedback', { timing: 'never' });
    const { key } = await ask();
    await trial.fail('maintenance');
    const { ack } = await ask();
    await tell(key);
    const before = messageNumbers();
    await trial.heal();

    expect([ack.code, before]).toEqual(['-20', []]);
    expect(await said(key)).toEqual(['1']);
  });

  it('a code that no table has', async () => {
    await trial.fail('stale-schema');
    const { key } = await ask();

    expect(await said(key)).toEqual(['7']);
  });
});
