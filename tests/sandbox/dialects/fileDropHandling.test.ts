import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/faults/Fault.ts';
import { newBusinessKey } from '../support/newBusinessKey.ts';
import { withFileDesks } from '../support/withFileDesks.ts';

const STRANGER = { number: '109933200109090025', name: '某玕' };
const AMOUNT = /^\d+\.\d\d$/;
const shaped = (form: string | RegExp) => (typeof form === 'string' ? form : expect.stringMatching(form));
const desks = withFileDesks();
const { handle, holders, lastOf, lineOf } = desks;

describe('a line', () => {
  it('is registered and done on the next run, and answered in a batch', async () => {
    const { key, collaboration } = newBusinessKey();
    const who = holders(desks.fund).find(({ number }) => number.endsWith('X'));
    const { result, name } = await handle({ key, collaboration, who });

    expect(result).toEqual(['0000', '0000']);
    expect(await desks.fund.textOf(`${name}_res`)).toMatch(new RegExp(`\\n2\\|0000\\|已登记\\|${key}$`));
    expect(await lastOf(key)).toEqual([
      '',
      who?.number.toLowerCase(),
      who?.name,
      ...['I', '20261122120000', '1', '1', key, collaboration, '313', 'Y', '20261122120000'],
      expect.stringMatching(/^45090020261122\d{6}$/),
      ...['', ''],
      expect.stringMatching(/^\d{16}$/),
      '',
    ]);
    expect(desks.fund.system.desk?.ledger.under(key)[0]?.order.fields).toEqual({ remark: '甲|乙\\ "丙"' });
    expect(desks.fund.countOf(key)).toMatchObject({ attempts: 1, entries: 1, effects: 1 });
    expect(desks.fund.system.calls.read()).toContainEqual(expect.objectContaining({ operation: 'BLSQ' }));
  });

  it.each<[string, string | RegExp, string | RegExp]>([
    ['301', /^\d{18}$/, ''],
    ['302', '', ''],
    ['303', /^\d{12}$/, AMOUNT],
    ['304', /^\d{20}$/, AMOUNT],
    ['305', 'Y', ''],
    ['311', /^\d\d$/, AMOUNT],
    ['312', 'Y', ''],
    ['314', /^\d{20}$/, ''],
    ['321', '', ''],
    ['322', '', ''],
    ['331', '', ''],
    ['332', '', ''],
    ['341', '', ''],
  ])('%s yields what its table says', async (code, value, amount) => {
    const { key } = await handle({ code });
    const columns = await lastOf(key);

    expect(columns[10]).toBe('Y');
    expect(columns.slice(15)).toEqual([value, amount].map(shaped));
  });

  it.each<[string, string | RegExp, string | RegExp]>([
    ['501', /^\d{18}$/, ''],
    ['502', '03', ''],
    ['503', /^\d{18}$/, AMOUNT],
    ['504', /^\d{20}$/, AMOUNT],
    ['505', 'Y', ''],
    ['511', /^[0-9A-Z]{16}$/, ''],
    ['512', '20271122', ''],
    ['521', /^[0-9A-Z]{9}$/, ''],
    ['522', '', ''],
    ['523', '', ''],
    ['524', '', ''],
    ['531', /^\d{16}$/, ''],
  ])('%s yields what its table says', async (code, value, amount) => {
    const { key } = await handle({ code, desk: desks.insurance });
    const columns = await lastOf(key, desks.insurance);

    expect(columns[10]).toBe('Y');
    expect(columns.slice(15)).toEqual([value, amount].map(shaped));
  });

  it('is refused for somebody who is not on file, or not under this name, and not for who comes from elsewhere', async () => {
    const misnamed = { number: holders(desks.fund)[0]?.number ?? '', name: '某人' };
    const states = [];
    for (const order of [
      { who: STRANGER },
      { who: misnamed },
      { who: misnamed, code: '301' },
      { who: STRANGER, code: '301' },
      { who: STRANGER, code: '301', operation: 'D' },
    ]) {
      const columns = await lastOf((await handle(order)).key);
      states.push([columns[10], columns[13], columns[2]]);
    }

    expect(states).toEqual([
      ['N', 'R1', STRANGER.name],
      ['N', 'R1', '某人'],
      ['N', 'R1', '某人'],
      ['Y', '', STRANGER.name],
      ['N', 'R4', STRANGER.name],
    ]);
  });

  it('of a mismatch says N in column 15', async () => {
    desks.fund.on('book-transfer', { kind: 'mismatch' });

    expect((await lastOf((await handle({ code: '305' })).key))[15]).toBe('N');
  });
});

describe('twice', () => {
  it('the same batch, and the same line in another, are done each time, and no answer says so', async () => {
    const { key, line, name } = await handle();
    await desks.fund.write('BLSQ', name.split('_')[3] ?? '', [line], (text) => text);
    await desks.fund.mark(name);
    await desks.fund.system.run();
    const other = await desks.fund.drop([line]);
    await desks.fund.mark(other);
    await desks.fund.system.run();
    const answers = await desks.fund.answersTo(key);

    expect(answers.map(({ columns }) => columns[10])).toEqual(['Y', 'Y', 'Y']);
    expect(new Set(answers.map(({ columns }) => columns[12])).size).toBe(3);
    expect(desks.fund.countOf(key)).toMatchObject({ attempts: 3, entries: 3, effects: 3 });
  });

  it('a key twice in one batch fails in every line, and keeps no other from being registered', async () => {
    const { key, line } = lineOf();
    const good = lineOf();
    const name = await desks.fund.drop([line, good.line, line.replace('313', '399')]);
    await desks.fund.mark(name);
    await desks.fund.system.run();

    expect(await desks.fund.resultOf(name)).toEqual(['0000', '3103', '0000', '3103']);
    expect([desks.fund.countOf(key), desks.fund.countOf(good.key)]).toMatchObject([
      undefined,
      { effects: 1 },
    ]);
  });
});

describe('what is lost', () => {
  it('a batch without its marker is nothing, for ever; with it, it is worked on at last', async () => {
    const { key, line } = lineOf();
    const name = await desks.fund.drop([line]);
    await desks.fund.system.run();
    desks.pass(30 * 86_400_000);
    await desks.fund.system.run();
    const before = [await desks.fund.resultOf(name), desks.fund.countOf(key), await desks.fund.filesIn('in')];
    await desks.fund.mark(name);
    await desks.fund.system.run();

    expect(before).toEqual([null, undefined, expect.arrayContaining([`${name}.txt`])]);
    expect(await desks.fund.resultOf(name)).toEqual(['0000', '0000']);
  });

  it('the result, while the answer comes by itself', async () => {
    desks.fund.on('all', { kind: 'hold-answer', times: 1 });
    const { key, result } = await handle();

    expect([result, await desks.fund.statesOf(key)]).toEqual([null, ['Y']]);
  });

  it('the answer, until somebody has it told', async () => {
    desks.fund.on('all', { kind: 'feedback', timing: 'never', times: 1 });
    const { key, result } = await handle();
    const before = await desks.fund.statesOf(key);
    for (const entry of desks.fund.system.desk?.ledger.under(key) ?? []) desks.fund.system.desk?.tell(entry);
    await desks.fund.system.run();

    expect([result, before, await desks.fund.statesOf(key)]).toEqual([['0000', '0000'], [], ['Y']]);
  });
});

describe('a line may be answered', () => {
  it('with 3201, of which nothing was done; with 3209, which may have been', async () => {
    desks.fund.on('all', { kind: 'busy', times: 1 });
    const busy = await handle();
    desks.fund.on('all', { kind: 'hold-answer', as: 'error', times: 1 });
    const done = await handle();
    desks.fund.on('all', { kind: 'fail', code: '3209', times: 1 });
    const failed = await handle();

    expect([busy.result, done.result, failed.result]).toEqual([
      ['0000', '3201'],
      ['0000', '3209'],
      ['0000', '3209'],
    ]);
    expect([
      desks.fund.countOf(busy.key),
      desks.fund.countOf(done.key),
      desks.fund.countOf(failed.key),
    ]).toMatchObject([
      { attempts: 1, effects: 0 },
      { attempts: 1, effects: 1 },
      { attempts: 1, effects: 0 },
    ]);
    expect([await desks.fund.statesOf(busy.key), await desks.fund.statesOf(done.key)]).toEqual([[], ['Y']]);
  });

  it('on the next run, several times, or in more files', async () => {
    desks.fund.on('all', { kind: 'feedback', timing: 'after-next', times: 1 });
    const later = await handle();
    const before = await desks.fund.statesOf(later.key);
    await desks.fund.system.run();
    desks.fund.on('all', { kind: 'feedback', timing: 'early', copies: 2, repeats: 1, times: 1 });
    const many = await handle();
    const answers = await desks.fund.answersTo(many.key);

    expect([before, await desks.fund.statesOf(later.key)]).toEqual([[], ['Y']]);
    expect(answers).toHaveLength(3);
    expect(new Set(answers.map(({ batch }) => batch)).size).toBe(2);
    expect(desks.fund.countOf(many.key)).toMatchObject({ effects: 1 });
  });

  it('with P, and once more when it is decided, by itself; others of its batch at once', async () => {
    desks.fund.on('review-transfer-account', { kind: 'pend' });
    const [held, done] = [lineOf({ code: '303' }), lineOf()];
    const name = await desks.fund.drop([held.line, done.line]);
    await desks.fund.mark(name);
    await desks.fund.system.run();
    const before = [await desks.fund.statesOf(held.key), await desks.fund.statesOf(done.key)];
    const decision = { outcome: 'refused', code: 'R6', reason: '金额不符' } as const;
    for (const entry of desks.fund.system.desk?.decide(held.key, decision) ?? [])
      desks.fund.system.desk?.tell(entry);
    await desks.fund.system.run();
    await desks.fund.system.run();

    expect(await desks.fund.resultOf(name)).toEqual(['0000', '0000', '0000']);
    expect(before).toEqual([['P'], ['Y']]);
    expect(await desks.fund.statesOf(held.key)).toEqual(['P', 'NR6']);
  });

  it('once more, corrected, when it failed; a batch that was refused whole under a new number; never what nobody asked for', async () => {
    const { key } = await handle();
    const [first] = await desks.fund.answersTo(key);
    await desks.fund.settle(first?.batch ?? '', '0000', ['2007']);
    await desks.fund.system.run();
    const [, second] = await desks.fund.answersTo(key);
    await desks.fund.settle(second?.batch ?? '', '1004', []);
    await desks.fund.system.run();
    const [, , third] = await desks.fund.answersTo(key);
    await desks.fund.settle(third?.batch ?? '', '0000', ['2007']);
    await desks.fund.system.run();
    const strange = await handle();
    const [told] = await desks.fund.answersTo(strange.key);
    await desks.fund.settle(told?.batch ?? '', '0000', ['2008']);
    await desks.fund.system.run();

    expect(new Set([first, second, third].map((answer) => answer?.batch)).size).toBe(3);
    expect(await desks.fund.statesOf(key)).toEqual(['Y', 'Y', 'Y']);
    expect(await desks.fund.statesOf(strange.key)).toEqual(['Y']);
    expect(desks.fund.countOf(key)).toMatchObject({ effects: 1 });
  });
});

describe('taking back', () => {
  it('takes the newest of the case and applicant only, done or in work; what was taken back is told in the same batch', async () => {
    const { collaboration } = newBusinessKey();
    const first = await handle({ collaboration });
    desks.fund.on('hold-withdrawal', { kind: 'pend', times: 1 });
    const second = await handle({ collaboration });
    const other = await handle({ collaboration, operation: 'D', who: holders(desks.fund)[1] });
    const undo = await handle({ collaboration, operation: 'D' });
    const between = [await desks.fund.statesOf(first.key), await desks.fund.statesOf(second.key)];
    const again = await handle({ collaboration, operation: 'D' });
    const [done, taken] = [await desks.fund.answersTo(undo.key), await desks.fund.answersTo(second.key)];

    expect([await desks.fund.statesOf(other.key), await desks.fund.statesOf(undo.key)]).toEqual([
      ['NR4'],
      ['Y'],
    ]);
    expect(between).toEqual([['Y'], ['P', 'C']]);
    expect([await desks.fund.statesOf(first.key), await desks.fund.statesOf(again.key)]).toEqual([
      ['Y', 'C'],
      ['Y'],
    ]);
    expect(done.at(-1)?.batch).toBe(taken.at(-1)?.batch);
    expect(done.at(-1)?.columns[3]).toBe('D');
  });

  it('finds what stands before it in the same run, by marker and line, whatever the names say', async () => {
    const { collaboration } = newBusinessKey();
    const [asked, undo] = [lineOf({ collaboration }), lineOf({ collaboration, operation: 'D' })];
    const later = await desks.fund.drop([undo.line]);
    const earlier = await desks.fund.drop([asked.line]);
    await desks.fund.mark(earlier);
    await desks.fund.mark(later, 1);
    await desks.fund.system.run();

    expect([await desks.fund.statesOf(asked.key), await desks.fund.statesOf(undo.key)]).toEqual([
      ['Y', 'C'],
      ['Y'],
    ]);
  });
});

describe('faults', () => {
  it('another person in the answer, though the right one was served', async () => {
    await desks.fund.system.setFault({ kind: 'wrong-person' });
    const { key } = await handle();

    expect((await lastOf(key))[1]?.toUpperCase()).not.toBe(holders(desks.fund)[0]?.number);
    expect(desks.fund.system.desk?.ledger.under(key)[0]?.order.applicant.number).toBe(
      holders(desks.fund)[0]?.number,
    );
  });

  it('an unknown state', async () => {
    await desks.fund.system.setFault({ kind: 'stale-schema' });

    expect(await desks.fund.statesOf((await handle()).key)).toEqual(['Z']);
  });

  it.each<Fault>([{ kind: 'garbage' }, { kind: 'truncated', cut: 'body' }])(
    '$kind: answers that nobody can take come again when the centre is well',
    async (fault) => {
      await desks.fund.system.setFault(fault);
      const { key, result } = await handle();
      const batches = (await desks.fund.filesIn('out'))
        .filter((file) => /^bljg_\d+_20261122.*ok$/.test(file))
        .toSorted();
      const before = (await desks.fund.statesOf(key)).length;
      await desks.fund.settle(batches.at(-1)?.replace('.ok', '') ?? '', '1004', []);
      await desks.fund.system.run();
      await desks.fund.system.setFault(null);
      await desks.fund.system.run();

      expect(result).toEqual(['0000', '0000']);
      expect((await desks.fund.statesOf(key)).slice(before)).toEqual(['Y']);
      expect(desks.fund.countOf(key)).toMatchObject({ effects: 1 });
    },
  );
});
