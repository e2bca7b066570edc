import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUSINESSES as HOUSING_FUND } from '../../../adapters/housing-fund/file-drop/businesses.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import { STEP_ACTIONS, type StepAction } from '../../../domain/cases/stepAction.ts';
import { lin, stepRequest } from '../steps/stepRequest.ts';
import { person } from './batches.ts';
import { startCentre } from './startCentre.ts';

const { signal } = new AbortController();
const CENTRE = '常德市住房公积金管理中心(模拟)';
const asked = stepRequest('pay-transfer', { form: { amount: '1200.00' } });
const KEY = asked.businessKey;
const PAID = '43070020261122000001';
const DONE = { outcome: 'DONE', outputs: { paymentNumber: PAID, amount: '1200.00' } };

async function startHandling() {
  const centre = await startCentre({ options: { handling: 'offered' } });
  const stepOf = (port: { readonly step?: StepPort }) => {
    if (port.step === undefined) throw new Error('it does not handle');
    return port.step;
  };
  const step = stepOf(centre.connect());
  return {
    ...centre,
    step,
    stepOf,
    applications: async () =>
      (await centre.list('in')).filter((name) => /^blsq.*\.ok$/.test(name)).map((name) => name.slice(0, -3)),
    told: () =>
      centre.store.stepAnswers.map(({ businessKey, result, isTakenBack }) => [
        businessKey,
        result,
        isTakenBack,
      ]),
    settled: () =>
      expect
        .poll(async () => [...(await centre.list('out')), ...(await centre.list('out/claim'))])
        .toEqual([]),
  };
}

/** What the centre says to a batch of ours. */
const registration = (name: string, code: string, lines: readonly string[] = []) => {
  const good = lines.filter((line) => line.startsWith('0000')).length;
  const head = `${lines.length}|${good}.00|JGWJ|430700|20261122104000|2|${CENTRE}|汉字|${name}|${code}`;
  return [head, ...lines.map((line, index) => `${index + 2}|${line}`), ''].join('\n');
};

/** A line of an answer about the applicant of the example, with changes by column number. */
function answerLine(change: Readonly<Record<number, string>> = {}): string {
  const columns = [
    ...[lin.number.toLowerCase(), `${lin.name}    `, 'I', '20261122103000', '1', '1'],
    ...[KEY, asked.collaborationNumber, '304', 'Y', '20261122103000', '43070020261122000001', '', '   '],
    ...[PAID, '       1200.00'],
  ];
  return columns.map((column, index) => change[index + 1] ?? column).join('|');
}

function answers(lines: readonly string[]): string {
  const fen = lines
    .map((line) => line.split('|')[15]?.trim() ?? '')
    .filter((text) => /^\d+\.\d\d$/.test(text))
    .reduce((sum, text) => sum + Number(text.replace('.', '')), 0);
  return [
    `${lines.length}|${(fen / 100).toFixed(2)}|BLJG|430700|20261122103000|2|${CENTRE}|汉字`,
    ...lines,
    '',
  ].join('\n');
}

describe('steps at a file drop', () => {
  it('have every action of both departments, and none where handling is not offered', async () => {
    await using centre = await startCentre();
    await using offering = await startHandling();

    expect(centre.connect().step).toBeUndefined();
    expect([...offering.step.actions]).toEqual(STEP_ACTIONS.housingFund);
    expect([...offering.stepOf(offering.connectSocialInsurance()).actions]).toEqual(
      STEP_ACTIONS.socialInsurance,
    );
    expect([offering.step.dedupes, offering.step.find]).toEqual([false, null]);
    const codes: string[][] = [];
    for (const [index, action] of STEP_ACTIONS.housingFund.entries()) {
      const businessKey = `TB${String(index).padStart(14, '0')}`;
      expect(await offering.step.submit(stepRequest(action, { businessKey }), signal)).toEqual({
        outcome: 'PENDING',
      });
    }
    for (const name of await offering.applications()) {
      const [, line = ''] = (await offering.text(`in/${name}.txt`)).split('\n');
      codes.push(line.split('|').slice(2, 4));
    }
    expect(codes).toEqual(
      Object.values(HOUSING_FUND).map(({ code, isCancellation }) => [code, isCancellation ? 'D' : 'I']),
    );
  });

  it('are not done where anything fails before the marker, and unknown where the marker fails', async () => {
    await using centre = await startHandling();
    await expect(centre.step.submit({ ...asked, form: { remark: '甲\n乙' } }, signal)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      cause: { name: 'NotSent' },
    });
    centre.store.setAway(true);
    await expect(centre.step.submit(asked, signal)).rejects.toMatchObject({ cause: { name: 'NotSent' } });
    centre.store.setAway(false);

    // A directory in the place of a file that is to come; the four characters are of the nonces of the test.
    const inTheWay = (ending: string) =>
      Array.from({ length: 40 }, (_, attempt) =>
        join(
          centre.root,
          `in/blsq_430700_20261122_${KEY.toLowerCase()}${String(attempt).padStart(4, '0')}.${ending}`,
        ),
      );
    for (const path of inTheWay('md5')) await mkdir(path);
    await expect(centre.step.submit(asked, signal)).rejects.toMatchObject({
      code: 'JURISDICTION_UNAVAILABLE',
      cause: { name: 'NotSent' },
    });
    for (const path of inTheWay('md5')) await rmdir(path);
    for (const path of inTheWay('ok')) await mkdir(path);
    const failure = await centre.step.submit(asked, signal).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', cause: { name: 'MarkerInDoubt' } });
    expect(Object(failure).message).toMatch(/^the exchange directory of 430700 failed with E[A-Z]+$/);
  });

  it('have another name at every attempt, and results count for their own attempt once', async () => {
    await using centre = await startHandling();
    await centre.start();
    await centre.step.submit(asked, signal);
    const [first = ''] = await centre.applications();
    await centre.deliver(`${first}_res`, registration(first, '0000', [`3201|系统繁忙|${KEY}`]));
    await centre.settled();
    await centre.step.submit(asked, signal);
    const second = (await centre.applications()).find((name) => name !== first) ?? '';
    await centre.deliver(`${first}_res`, registration(first, '0000', [`3201|系统繁忙|${KEY}`]));
    await centre.settled();
    await centre.deliver(`${second}_res`, registration(second, '0000', [`0000|已登记|${KEY}`]));
    await centre.settled();

    expect(second).toMatch(new RegExp(`^blsq_430700_20261122_${KEY.toLowerCase()}[0-9a-z]{4}$`));
    expect(centre.told()).toEqual([
      [KEY, { outcome: 'FAILED', code: '3201', retryAfterSeconds: null }, undefined],
      [KEY, { outcome: 'PENDING' }, undefined],
    ]);
    expect(centre.store.stepAnswers.map(({ messageId }) => messageId)).toEqual([
      `${first}_res 2`,
      `${second}_res 2`,
    ]);
  });

  it('are what the code of their batch or line says', async () => {
    await using centre = await startHandling();
    await centre.start();
    const later = (code: string) => ({ outcome: 'FAILED', code, retryAfterSeconds: null });
    const lasting = (code: string) => ({ ...later(code), isLasting: true });
    const unknown = (code: string) => ({ outcome: 'UNKNOWN', code });
    const batches = [
      ...['1001', '1002', '1003', '1004', '1005', '1006', '9001'].map((code) => [code, later(code)] as const),
      ...['1007', '1008', '1009'].map((code) => [code, lasting(code)] as const),
      ...['9999', '4711'].map((code) => [code, unknown(code)] as const),
    ];
    const lines = [
      ['3201', later('3201')],
      ...['3101', '3102', '3103', '3104', '3105'].map((code) => [code, lasting(code)]),
      ...['3209', '4711'].map((code) => [code, unknown(code)]),
    ] as const;
    const deliver = async (index: number, content: (name: string) => string) => {
      const name = `blsq_430700_20261122_${KEY.toLowerCase()}${String(index).padStart(4, '0')}`;
      await centre.deliver(`${name}_res`, content(name));
    };
    for (const [index, [code]] of batches.entries()) await deliver(index, (name) => registration(name, code));
    for (const [index, [code]] of lines.entries()) {
      await deliver(100 + index, (name) => registration(name, '0000', [`${code}|文字|${KEY}`]));
    }
    await centre.settled();

    expect(centre.told()).toEqual([...batches, ...lines].map(([, result]) => [KEY, result, undefined]));
    expect(centre.faults).toHaveLength(batches.length + lines.length);
    expect(centre.faults.filter((fault) => fault.includes('only the centre can tell'))).toHaveLength(4);
  });

  it('are told nothing by a result that is itself wrong', async () => {
    await using centre = await startHandling();
    await centre.start();
    const name = `blsq_430700_20261122_${KEY.toLowerCase()}0001`;
    const wrong = [
      registration(name, '0000', [`0000|已登记|${KEY.toLowerCase()}`]),
      registration(name, '0000', ['0000|已登记']),
      registration(name, '0000', ['0000|已登记|TB20261122000099S2']),
      registration(name.replace('0001', '0002'), '0000', [`0000|已登记|${KEY}`]),
      registration(name, '0000', [`0000|已登记|${KEY}`]).replace('1|1.00', '1|0.00'),
      registration(name, '0000', []),
    ];
    for (const [index, content] of wrong.entries()) {
      await centre.deliver(`${name}_res`, content);
      await expect.poll(() => centre.store.quarantined.length).toBe(index + 1);
      await centre.settled();
    }

    expect(centre.told()).toEqual([]);
    expect((await centre.list('in')).filter((file) => file.endsWith('.ok'))).toEqual([]);
  });

  it('are told by lines, each by itself, in whatever file and order, by two replicas, once', async () => {
    await using centre = await startHandling();
    await centre.step.submit(asked, signal);
    await Promise.all([centre.start(), centre.start()]);
    const inWork = answerLine({ 10: 'P', 11: '', 15: '', 16: '' });
    await centre.deliver('bljg_430700_20261122_0001', answers([inWork, inWork]));
    await centre.settled();
    await centre.deliver('bljg_430700_20261122_0002', answers([answerLine()]));
    await centre.deliver('bljg_430700_20261122_0003', answers([answerLine({ 4: '20261122103001' }), inWork]));
    await centre.settled();
    await centre.deliver('bljg_430700_20261122_0004', answers([answerLine({ 10: 'C', 15: '', 16: '' })]));
    await centre.settled();

    expect(centre.told()).toEqual([
      [KEY, { outcome: 'PENDING' }, undefined],
      [KEY, DONE, undefined],
      [KEY, { outcome: 'REFUSED', code: 'C', reason: '已撤销' }, true],
    ]);
    expect(await centre.text('in/bljg_430700_20261122_0003_res.txt')).toMatch(/\n2\|0000\|\n3\|0000\|\n$/);
    expect(centre.faults).toEqual([]);
  });

  it('that were taken back are not brought back by a file that is late', async () => {
    await using centre = await startHandling();
    await centre.step.submit(asked, signal);
    await centre.start();
    await centre.deliver('bljg_430700_20261122_0002', answers([answerLine({ 10: 'C', 15: '', 16: '' })]));
    await centre.settled();
    await centre.deliver('bljg_430700_20261122_0001', answers([answerLine()]));
    await centre.settled();

    expect(centre.told()).toEqual([[KEY, { outcome: 'REFUSED', code: 'C', reason: '已撤销' }, true]]);
    expect(await centre.text('in/bljg_430700_20261122_0001_res.txt')).toMatch(/\n2\|0000\|\n$/);
  });

  it('that were done under two entries, or are in a state that nobody knows, are for a person', async () => {
    await using centre = await startHandling();
    await centre.step.submit(asked, signal);
    await centre.start();
    const second = answerLine({ 12: '43070020261122000002' });
    await centre.deliver('bljg_430700_20261122_0001', answers([answerLine()]));
    await centre.settled();
    await centre.deliver('bljg_430700_20261122_0002', answers([second, answerLine({ 10: 'Q' })]));
    await centre.settled();

    expect(centre.faults).toEqual([
      'step: line 2 of bljg_430700_20261122_0002: it was done, or decided, under two entries',
      'step: line 3 of bljg_430700_20261122_0002: a state that we do not know',
    ]);
    expect(centre.store.taken.at(-1)?.faults.map(({ part }) => part)).toEqual(['line 2', 'line 3']);
    expect(await centre.text('in/bljg_430700_20261122_0002_res.txt')).toMatch(/\n2\|0000\|\n3\|0000\|\n$/);
  });

  it('are told nothing by lines that are wrong, and the other lines count', async () => {
    await using centre = await startHandling();
    await centre.step.submit(asked, signal);
    const undo: StepAction = 'undo-hold-withdrawal';
    await centre.step.submit({ ...asked, action: undo, businessKey: 'TB20261122000018S2' }, signal);
    centre.store.strangeSteps.add('TB20261122000099S2');
    await centre.start();
    const lines: readonly (readonly [string, string])[] = [
      ['2001', answerLine().split('|').slice(0, 15).join('|')],
      ['2001', answerLine({ 14: 'a\\b' })],
      ['2002', answerLine({ 1: `${lin.number.slice(0, 17)}0` })],
      ['2002', answerLine({ 1: '91109911MA9002KX7X' })],
      ['2005', answerLine({ 4: '2026112210300' })],
      ['2005', answerLine({ 4: '29990101000000' })],
      ['2003', answerLine({ 2: ' ' })],
      ['2003', answerLine({ 7: KEY.toLowerCase() })],
      ['2003', answerLine({ 11: '' })],
      ['2003', answerLine({ 12: '1' })],
      ['2003', answerLine({ 10: 'N', 13: '', 14: '原因' })],
      ['2003', answerLine({ 10: 'N', 13: 'R3', 14: '' })],
      ['2003', answerLine({ 15: '' })],
      ['2003', answerLine({ 16: '1200' })],
      ['2007', answerLine({ 1: person(7).number })],
      ['2007', answerLine({ 1: '91109911MA9002KX7Y' })],
      ['2007', answerLine({ 2: '林大满' })],
      ['2007', answerLine({ 3: 'D' })],
      ['2007', answerLine({ 8: 'TB20261122000018' })],
      ['2007', answerLine({ 9: '314', 16: '' })],
      ['2008', answerLine({ 7: 'TB20261122000099S2' })],
      [
        '0000',
        answerLine({
          3: 'D',
          7: 'TB20261122000018S2',
          9: '313',
          12: '43070020261122000009',
          15: '随便',
          16: '1',
        }),
      ],
      ['0000', answerLine({ 10: 'N', 13: 'R3', 14: '甲\\|乙未结清', 15: '', 16: '' })],
    ];
    await centre.deliver('bljg_430700_20261122_0001', answers(lines.map(([, line]) => line)));
    await centre.settled();
    const [head, ...results] = (await centre.text('in/bljg_430700_20261122_0001_res.txt')).split('\n');

    expect(results.filter((line) => line !== '').map((line) => line.split('|')[1])).toEqual(
      lines.map(([code]) => code),
    );
    expect(head).toMatch(/^23\|2\.00\|JGWJ/);
    expect(centre.told()).toEqual([
      // Kept, should the key come to be known.
      ['TB20261122000099S2', DONE, undefined],
      ['TB20261122000018S2', { outcome: 'DONE', outputs: {} }, undefined],
      [KEY, { outcome: 'REFUSED', code: 'R3', reason: '甲|乙未结清' }, undefined],
    ]);
    expect(centre.faults).toEqual(['file: 21 of 23 lines of bljg_430700_20261122_0001 were refused']);
  });

  it('are told, and answered for, only once they are stored', async () => {
    await using centre = await startHandling();
    await centre.step.submit(asked, signal);
    const [name = ''] = await centre.applications();
    await centre.deliver(`${name}_res`, registration(name, '0000', [`0000|已登记|${KEY}`]));
    await centre.deliver('bljg_430700_20261122_0001', answers([answerLine()]));
    centre.store.setAway(true);
    await centre.start();
    await expect.poll(() => centre.faults.length).toBe(1);
    expect((await centre.list('in')).filter((file) => file.startsWith('bljg'))).toEqual([]);
    centre.store.setAway(false);
    await centre.settled();

    expect(centre.told()).toEqual([
      [KEY, DONE, undefined],
      [KEY, { outcome: 'PENDING' }, undefined],
    ]);
  });

  it('leave results of applications alone, and refuse answers, where handling is not offered', async () => {
    await using centre = await startCentre();
    const name = `blsq_430700_20261122_${KEY.toLowerCase()}0001`;
    await centre.deliver(`${name}_res`, registration(name, '0000', [`0000|已登记|${KEY}`]));
    await centre.deliver('bljg_430700_20261122_0001', answers([answerLine()]));
    await centre.start();

    await expect.poll(() => centre.list('out/bad')).toContain('bljg_430700_20261122_0001.ok');
    expect(await centre.text('in/bljg_430700_20261122_0001_res.txt')).toMatch(/\|1007\n$/);
    expect(await centre.list('out')).toContain(`${name}_res.ok`);
  });
});
