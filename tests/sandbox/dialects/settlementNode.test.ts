import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import type { HousingFundFile } from '../../../sandbox/world/HousingFundFile.ts';
import { fileLinesOf } from '../support/fileLinesOf.ts';
import { NodeClient } from '../support/NodeClient.ts';
import { type Hub, startHub } from '../support/startHub.ts';
import { textOf, textsOf } from '../support/textsOf.ts';

const PLACE = '330000';
const STRANGER = '109933200109090025';
const world = createWorld();
const files = world.holders.flatMap(({ number }) => world.findHousingFundFile(PLACE, number) ?? []);
const numbers = files.map(({ holder }) => holder.number);
const [first = ''] = numbers;
const fileOf = (wanted: (file: HousingFundFile) => boolean): HousingFundFile => {
  const found = files.find(wanted);
  if (found === undefined) throw new Error('the world has no such file');
  return found;
};

let now = Date.now();
let hub: Hub;
let node: NodeClient;
beforeAll(async () => {
  hub = await startHub({ world, options: { batchLimit: 30, syncLimit: 20 }, clock: () => now });
  node = new NodeClient(hub);
  await node.signIn();
});
afterAll(() => hub.close());

describe('sessions', () => {
  it('a sign-in gives a key, and its check value', async () => {
    const { flag, status, text } = await node.signIn();

    expect([flag, status, textOf(text, 'YXMS')]).toEqual(['1', '0', '1800']);
    expect((await node.ask('GJJC01', first)).code).toBe('0000');
  });

  it('a new sign-in of the same node makes the old key invalid at once; the answer is plain', async () => {
    const other = new NodeClient(hub);
    await other.signIn({ sequence: '700000000001' });
    const refused = await node.ask('GJJC01', first);
    await node.signIn();

    expect(refused).toMatchObject({ flag: '1', status: '1', code: '1001' });
    expect((await node.ask('GJJC01', first)).code).toBe('0000');
    expect((await other.ask('GJJC01', first, '', { sequence: '700000000002' })).code).toBe('1001');
  });

  it('a key is worth nothing after its validity', async () => {
    const start = now;
    now = start + 1_800_000;
    const refused = await node.ask('GJJC01', first, '', { time: now });
    now = start;

    expect(refused).toMatchObject({ flag: '1', code: '1001' });
    expect((await node.ask('GJJC01', first)).code).toBe('0000');
  });
});

describe('what is refused', () => {
  it.each([
    ['1002', { password: 'a-guessed-password' }],
    ['1003', { time: Date.now() - 601_000 }],
    ['1004', { head: { czy: 'somebody' } }],
    ['2001', { head: { jdh: '999999' } }],
    ['2001', { head: { fslsh: '12' } }],
    ['2002', { sequence: '000000000001' }],
    ['2003', { head: { jym: 'GJJC01' } }],
  ] as const)('a sign-in with %s: %j', async (code, falsified) => {
    expect(await node.signIn(falsified)).toMatchObject({ flag: '1', status: '1', code });
    expect((await node.ask('GJJC01', first)).code).toBe('0000');
  });

  it.each([
    ['1003', 'GJJC01', first, '', { time: Date.now() + 601_000 }],
    ['1004', 'GJJC01', first, '', { head: { jsjdh: '900999' } }],
    ['1004', 'GJJC01', first, '', { head: { dwbh: 'XX' } }],
    ['2001', 'GJJC01', first, '<a>&#20013;</a>', {}],
    ['2001', 'GJJC01', first, '<a><!-- x --></a>', {}],
    ['2001', 'GJJC01', first, '<a>', {}],
    ['2001', 'GJJC01', first, '', { head: { jdh: '000000' } }],
    ['2002', 'GJJC01', first, '', { sequence: '000000000001' }],
    ['2003', 'GJJC09', first, '', {}],
    ['2003', 'JSQD01', '', '', {}],
    ['2004', 'GJJC01', '', '', {}],
    ['2004', 'GJJC01', '1234', '', {}],
    ['2004', 'GJJC03', first, '<JKHTBH>1</JKHTBH>', {}],
    ['2005', 'GJJC03', first, '<JKHTBH>1</JKHTBH><QS>361</QS>', {}],
    ['2004', 'GJJC04', first, '<GRZH>1</GRZH><FSFX>3</FSFX><YM>1</YM><MYTS>1</MYTS>', {}],
    ['2005', 'GJJC04', first, '<GRZH>1</GRZH><YM>1</YM><MYTS>101</MYTS>', {}],
    ['2004', 'GJJC05', first, '<YM>0</YM><MYTS>1</MYTS>', {}],
    ['2005', 'GJJC05', first, '<YM>1</YM><MYTS>101</MYTS>', {}],
    ['2004', 'GJJP01', '', '<PCBS>1</PCBS>', {}],
    ['2006', 'GJJP01', '', '<PCBS>1</PCBS><PCWJ>00FF</PCWJ>', {}],
    ['2006', 'GJJP01', '', '<PCBS>1</PCBS><PCWJ>XY</PCWJ>', {}],
  ] as const)('a request: %s for %s', async (code, jym, person, body, falsified) => {
    expect(await node.ask(jym, person, body, falsified)).toMatchObject({ flag: '0', status: '1', code });
  });

  it('a file: another count, too many lines, an answer that would be a message for a node without a listener', async () => {
    const good = node.batch(numbers.slice(0, 2));
    const codeOf = async (body: string) => (await node.ask('GJJP02', '', body)).code;

    expect(await codeOf(good.replace('<PCBS>2', '<PCBS>3'))).toBe('2006');
    expect(await codeOf(node.batch(Array.from({ length: 31 }, () => first)))).toBe('2005');
    expect(await codeOf(node.batch(Array.from({ length: 21 }, () => first)))).toBe('2007');
    expect(await codeOf(good)).toBe('0000');
  });

  it('a key that the hub never gave', async () => {
    const frame = node.request('GJJC01', first, '', { key: 'ab'.repeat(16) });

    expect(node.read((await node.send([frame])).bytes)).toMatchObject({ flag: '1', code: '1001' });
  });
});

describe('reads about one person', () => {
  it('accounts: all of them, closed ones included, with whose they are', async () => {
    const file = fileOf(({ accounts }) => accounts.length > 1);
    const { text } = await node.ask('GJJC01', file.holder.number);

    expect(textOf(text, 'ZJHM').toUpperCase()).toBe(file.holder.number);
    expect(textOf(text, 'XINGMING')).toBe(file.holder.name);
    expect(textsOf(text, 'GRZH').toSorted()).toEqual(file.accounts.map(({ number }) => number).toSorted());
  });

  it('loans and the schedule of one, from a number on', async () => {
    const file = fileOf(({ loans }) => loans.some(({ schedule }) => schedule.length > 3));
    const [loan] = file.loans;
    const contract = loan?.contractNumber ?? '';
    const { text } = await node.ask('GJJC02', file.holder.number);
    const from = loan?.schedule[1]?.number ?? 0;
    const plan = await node.ask(
      'GJJC03',
      file.holder.number,
      `<JKHTBH>${contract}</JKHTBH><KSQC>${from}</KSQC><QS>2</QS>`,
    );

    expect(textsOf(text, 'JKHTBH')).toEqual([contract]);
    expect(textsOf(plan.text, 'QC').map(Number)).toEqual([from, from + 1]);
  });

  it('deposits by page and direction: pages join without gap, and the amounts have no sign', async () => {
    const file = fileOf(({ accounts }) => accounts.some(({ withdrawals }) => withdrawals.length > 1));
    const account = file.accounts.find(({ withdrawals }) => withdrawals.length > 1);
    const read = async (direction: string, page: number, size: number) => {
      const body = `<GRZH>${account?.number}</GRZH><FSFX>${direction}</FSFX><YM>${page}</YM><MYTS>${size}</MYTS>`;
      return (await node.ask('GJJC04', file.holder.number, body)).text;
    };
    const total = account?.deposits.length ?? 0;
    const [one, two, out] = [await read('1', 1, 5), await read('1', 2, 5), await read('2', 1, 100)];
    const whole = await read('1', 1, 10);

    expect([...textsOf(one, 'YWLSH'), ...textsOf(two, 'YWLSH')]).toEqual(textsOf(whole, 'YWLSH'));
    expect(Number(textOf(one, 'ZTS'))).toBe(total);
    expect(new Set(textsOf(one, 'FSFX'))).toEqual(new Set(['1']));
    expect(new Set(textsOf(out, 'FSFX'))).toEqual(new Set(['2']));
    expect(textsOf(out, 'FSE').every((amount) => /^\d+\.\d\d$/.test(amount))).toBe(true);
    expect(await read('', 999, 100)).toContain('<rows hs="0"></rows>');
  });

  it('withdrawals over all accounts, the newest first', async () => {
    const file = fileOf(
      ({ accounts }) => accounts.filter(({ withdrawals }) => withdrawals.length > 0).length > 0,
    );
    const { text } = await node.ask('GJJC05', file.holder.number, '<YM>1</YM><MYTS>100</MYTS>');
    const days = textsOf(text, 'TQRQ');

    expect(days).toHaveLength(file.accounts.flatMap(({ withdrawals }) => withdrawals).length);
    expect(days.toSorted().reverse()).toEqual(days);
  });

  it.each([
    ['GJJC01', ''],
    ['GJJC02', ''],
    ['GJJC03', '<JKHTBH>1</JKHTBH><QS>1</QS>'],
    ['GJJC04', '<GRZH>1</GRZH><YM>1</YM><MYTS>1</MYTS>'],
    ['GJJC05', '<YM>1</YM><MYTS>1</MYTS>'],
  ])('%s about a person whom nobody knows is empty, and no error', async (code, body) => {
    const { status, code: result, text } = await node.ask(code, STRANGER, body);

    expect([status, result]).toEqual(['0', '0000']);
    expect(text).toContain('<ZJHM></ZJHM><XINGMING></XINGMING>');
    expect(text).toContain('<rows hs="0"></rows>');
  });

  it('the account of another person gives no rows', async () => {
    const [one, other] = files;
    const body = `<GRZH>${other?.accounts[0]?.number}</GRZH><YM>1</YM><MYTS>9</MYTS>`;
    const { text } = await node.ask('GJJC04', one?.holder.number ?? '', body);

    expect(text).toContain('<ZTS>000000</ZTS><rows hs="0"></rows>');
  });
});

describe('files', () => {
  it('answers every line of the request, in an order of its own', async () => {
    const asked = [...numbers.slice(0, 6), STRANGER, '10993320010909002X', numbers[0] ?? ''];
    const { status, text } = await node.ask('GJJP01', '', node.batch(asked));
    const lines = fileLinesOf(text);
    const told = asked.map((_, index) => {
      const own = lines.filter(([order]) => Number(order) === index + 1);
      return [own[0]?.[1], own.map((line) => line[5]).toSorted()];
    });

    expect(status).toBe('0');
    expect(told).toEqual(
      asked.map((number) => {
        const file = files.find(({ holder }) => holder.number === number);
        const code = number === '10993320010909002X' ? '3002' : '0000';
        return [code, file?.accounts.map((account) => account.number).toSorted() ?? ['']];
      }),
    );
    expect(lines.map(([order]) => order)).not.toEqual(lines.map(([order]) => order).toSorted());
    expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([19]));
  });

  it('counts calls, persons asked, and persons asked again', async () => {
    await fetch(`${hub.adminUrl}/calls/reset`, { method: 'POST' });
    await node.ask('GJJP02', '', node.batch(numbers.slice(0, 3)));
    await node.ask('GJJC01', first);
    await node.ask('GJJC01', first);
    await node.ask('GJJC05', first, '<YM>1</YM><MYTS>1</MYTS>');
    await node.ask('GJJC05', first, '<YM>2</YM><MYTS>1</MYTS>');
    const system = `housing-fund/${PLACE}`;

    expect(await (await fetch(`${hub.adminUrl}/calls`)).json()).toEqual([
      { system, operation: 'GJJC01', calls: 2, persons: 2, duplicates: 1 },
      { system, operation: 'GJJC05', calls: 2, persons: 2, duplicates: 0 },
      { system, operation: 'GJJP02', calls: 1, persons: 3, duplicates: 0 },
    ]);
  });
});
