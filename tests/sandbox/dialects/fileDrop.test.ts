import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DropFolder } from '../../../sandbox/dialects/file-drop/DropFolder.ts';
import { fileDrop } from '../../../sandbox/dialects/file-drop/fileDrop.ts';
import { heldNumbers } from '../../../sandbox/exchange/heldNumbers.ts';
import { personQuirk } from '../../../sandbox/exchange/personQuirk.ts';
import type { Fault } from '../../../sandbox/faults/Fault.ts';
import type { ExchangeSystem } from '../../../sandbox/server/ExchangeSystem.ts';
import { expectBreakOff } from '../support/expectBreakOff.ts';
import { startExchange } from '../support/startExchange.ts';

const NOON = Date.parse('2026-11-22T04:00:00Z');
const DAY_MS = 86_400_000;
const UNKNOWN = '109933200109090025';
const FUND = { dialect: fileDrop, department: 'housing-fund', jurisdiction: '450900', ordinal: 0 };
const INSURANCE = { dialect: fileDrop, department: 'social-insurance', jurisdiction: '650000', ordinal: 1 };
const FUND_TYPES = ['grzh', 'dkxx', 'hkjh', 'jcmx', 'tqmx'];

const open: ExchangeSystem[] = [];
let ground: string;
let now = NOON;
let asked = 0;
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongban-drop-'));
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(async () => {
  now = NOON;
  ground = await mkdtemp(join(root, 'ground '));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((system) => system.close()));
});

async function start(place: typeof FUND = FUND, pollMs = 0) {
  const system = await startExchange({ ...place, ground, clock: () => now, pollMs });
  open.push(system);
  const path = fileURLToPath(system.url);
  const suffix = String(system.site.options['digest']).toLowerCase();
  const held = heldNumbers(system.site, system.site.world);
  const batches = async (folder = 'out'): Promise<readonly string[]> =>
    (await readdir(join(path, folder)))
      .filter((name) => name.endsWith('.ok'))
      .map((name) => name.slice(0, -3))
      .sort();
  const bytesOf = (name: string) => readFile(join(path, 'out', `${name}.txt`));
  const linesOf = async (name: string) =>
    new TextDecoder('gb18030')
      .decode(await bytesOf(name))
      .split(/\r?\n/)
      .filter((line) => line !== '');
  const isWhole = async (name: string) => {
    const digest = await readFile(join(path, 'out', `${name}.${suffix}`), 'latin1');
    return (
      digest ===
      `${createHash(suffix)
        .update(await bytesOf(name))
        .digest('hex')}  ${name}.txt\n`
    );
  };
  const forget = async () => {
    for (const name of await readdir(join(path, 'out'))) {
      if (name.includes('.')) await rename(join(path, 'out', name), join(path, 'out/done', name));
    }
  };
  const put = async (name: string, text: string, digest?: string) => {
    const hex = digest ?? createHash(suffix).update(text, 'latin1').digest('hex');
    await writeFile(join(path, 'in', `${name}.txt`), text, 'latin1');
    await writeFile(join(path, 'in', `${name}.${suffix}`), `${hex}  ${name}.txt\n`);
    await writeFile(join(path, 'in', `${name}.ok`), '');
  };
  const probe = '\xba\xba\xd7\xd6';
  const head = (
    count: number,
    type: string,
    more = '',
    sender = String(system.site.options['platformCode']),
  ) => `${count}|0.00|${type}|${place.jurisdiction}|20261122120000|2|${sender}|${probe}${more}\n`;
  const ask = async (...numbers: readonly string[]) => {
    const name = `cxqq_${place.jurisdiction}_20261122_${String(asked++).padStart(12, '0')}`;
    await put(
      name,
      head(numbers.length, 'CXQQ') + numbers.map((number) => `${number}|Q0000000000001\n`).join(''),
    );
    return name;
  };
  const result = async (name: string) => (await linesOf(`${name}_res`)).map((line) => line.split('|'));
  return { system, path, held, batches, bytesOf, linesOf, isWhole, forget, put, head, ask, result };
}

describe('the folder', () => {
  it('is made with all its parts, and named in the url', async () => {
    const { system, path } = await start();

    expect(system.url).toMatch(/^file:\/\/\/.*ground%20.*\/housing-fund-450900$/);
    expect((await readdir(path, { recursive: true })).sort()).toEqual(
      ['in', 'in/bad', 'in/done', 'out', 'out/bad', 'out/claim', 'out/done'].sort(),
    );
  });

  it('gets a batch in place: the marker overtakes the data, or the data come in two parts', async () => {
    const folder = new DropFolder(join(ground, 'own'), 'MD5');
    await folder.prepare();
    const text = Buffer.from('1|0.00|...');
    for (const manner of ['whole', 'in-two', 'marker-first'] as const) {
      await folder.deliver({ name: manner, text, digested: text, manner });
    }
    const written = ['whole', 'in-two', 'marker-first'].map((name) =>
      readFile(join(ground, 'own/out', `${name}.txt`)),
    );

    expect(await Promise.all(written)).toEqual([text, text, text]);
  });
});

describe('pushes', () => {
  it('everybody in every type at the first run, nobody at the next, everybody again after the night', async () => {
    const { system, held, batches, linesOf, isWhole, forget } = await start();
    await system.run();
    const first = await batches();
    const accounts = await Promise.all(first.filter((name) => name.startsWith('grzh')).map(linesOf));
    const told = new Set(accounts.flat().map((line) => line.split('|')[0]?.toUpperCase() ?? ''));
    await system.run();
    const second = await batches();
    await forget();
    now += DAY_MS;
    await system.run();

    expect(new Set(first.map((name) => name.slice(0, 4)))).toEqual(new Set(FUND_TYPES));
    expect(await Promise.all((await batches()).map(isWhole))).not.toContain(false);
    expect(held.filter((number) => !told.has(number))).toEqual([]);
    expect(second).toEqual(first);
    expect((await batches()).map((name) => name.replace('20261123', '20261122'))).toEqual(first);
  });

  it('numbers go on from the highest of the day, wherever the platform has put it', async () => {
    const { batches, system, path } = await start();
    await writeFile(join(path, 'out/claim/grzh_450900_20261122_0041.abcdefgh.1795314600000.ok'), '');
    await writeFile(join(path, 'out/done/dkxx_450900_20261122_0007.txt'), '');
    await system.run();
    const firstOf = async (type: string) => (await batches()).find((name) => name.startsWith(type));

    expect([await firstOf('grzh'), await firstOf('dkxx'), await firstOf('hkjh')]).toEqual([
      'grzh_450900_20261122_0042',
      'dkxx_450900_20261122_0008',
      'hkjh_450900_20261122_0001',
    ]);
  });

  it('repeats lines of some persons under another number, and brings those of yesterday last', async () => {
    const { system, held, batches, linesOf } = await start();
    await system.run();
    const files = await Promise.all((await batches()).filter((name) => name.startsWith('grzh')).map(linesOf));
    const timesOf = (quirk: string) => {
      const number = held.find((candidate) => personQuirk(candidate) === quirk);
      return files
        .map(
          (lines) => lines.find((line) => line.split('|')[0]?.toUpperCase() === number)?.split('|')[3] ?? '',
        )
        .filter((time) => time !== '')
        .map((time) => time.slice(0, 8));
    };

    expect([timesOf('none'), timesOf('twice'), timesOf('late')]).toEqual([
      ['20261122'],
      ['20261122', '20261122'],
      ['20261122', '20261121'],
    ]);
  });

  it('by itself, when there is an interval; social insurance with SM3', async () => {
    const { batches, isWhole } = await start(INSURANCE, 5);
    await vi.waitFor(
      async () =>
        expect(new Set((await batches()).map((name) => name.slice(0, 4)))).toEqual(
          new Set(['cbxx', 'jfmx', 'ylzh', 'dyxx', 'sbkx', 'zgrz']),
        ),
      { timeout: 20_000 },
    );
    const [first = ''] = await batches();

    expect(await isWhole(first)).toBe(true);
  });

  it('a batch that was refused whole, though it was good, is delivered anew', async () => {
    const { system, batches, linesOf, put, head } = await start();
    await system.run();
    const before = await batches();
    const [refused = '', taken = ''] = before.filter((name) => name.startsWith('dkxx'));
    await put(`${refused}_res`, head(0, 'JGWJ', `|${refused}|1004`));
    await put(`${taken}_res`, head(0, 'JGWJ', `|${taken}|0000`));
    await put('tqmx_450900_20261122_0001_res', 'half', '00');
    await system.run();
    const [anew = '', ...more] = (await batches()).filter((name) => !before.includes(name));

    expect([anew.slice(0, 4), more]).toEqual(['dkxx', []]);
    expect((await linesOf(anew)).slice(1)).toEqual((await linesOf(refused)).slice(1));
    expect([await batches('in'), await batches('in/done'), await batches('in/bad')]).toEqual([
      [],
      [`${refused}_res`, `${taken}_res`],
      ['tqmx_450900_20261122_0001_res'],
    ]);
  });
});

describe('requests', () => {
  it('are answered with data batches of every type, then with a result; counted too', async () => {
    const { system, held, batches, linesOf, forget, ask, result } = await start();
    const number = held.find((candidate) => personQuirk(candidate) === 'none') ?? '';
    await system.run();
    await forget();
    const name = await ask(number, UNKNOWN, `${number.slice(0, 17)}?`);
    await system.run();
    const data = (await batches()).filter((batch) => batch !== `${name}_res`);
    const [accounts = ''] = data.filter((batch) => batch.startsWith('grzh'));
    const lines = (await linesOf(accounts)).map((line) => line.split('|').map((column) => column.trim()));

    expect(data.map((batch) => batch.slice(0, 4))).toEqual([...FUND_TYPES].sort());
    expect(lines.at(-1)?.slice(0, 6)).toEqual([
      UNKNOWN,
      '',
      'D',
      expect.stringMatching(/^20261122/),
      '0',
      '0',
    ]);
    expect(lines[1]?.slice(0, 3)).toEqual([number.toLowerCase(), expect.stringMatching(/./), 'U']);
    expect((await result(name)).map((line) => line.map((column) => column.trim()))).toEqual([
      [
        '3',
        '2.00',
        'JGWJ',
        '450900',
        '20261122120000',
        '2',
        '玉林市住房公积金管理中心(模拟)',
        '汉字',
        name,
        '0000',
      ],
      ['2', '0000', '成功'],
      ['3', '0000', '成功'],
      ['4', '3001', '证件号码错误'],
    ]);
    expect(await batches('in/done')).toEqual([name]);
    expect(system.calls.read()).toEqual([{ operation: 'CXQQ', calls: 1, persons: 2, duplicates: 0 }]);
  });

  it.each([
    ['1004', 'a digest of something else', (text: string) => text, '00'],
    ['1006', 'another charset', (text: string) => text.replace('\xba\xba', 'xx'), undefined],
    ['1005', 'a release that nobody knows', (text: string) => text.replace('|2|', '|3|'), undefined],
    ['1007', 'another type', (text: string) => text.replace('CXQQ', 'GRZH'), undefined],
    ['1001', 'another place', (text: string) => text.replace('450900', '450901'), undefined],
    [
      '1009',
      'a platform that is not known',
      (text: string) => text.replace(/\|2\|\d{9}\|/, '|2|100000000|'),
      undefined,
    ],
    ['1002', 'another count', (text: string) => text.replace(/^1/, '2'), undefined],
    ['1003', 'another sum', (text: string) => text.replace('0.00', '1.00'), undefined],
  ])('%s: %s is refused whole', async (code, _what, spoil, digest) => {
    const { system, put, head, batches, linesOf } = await start();
    const name = 'cxqq_450900_20261122_aaaabbbbcccc';
    await system.run();
    const before = await batches();
    await put(name, spoil(`${head(1, 'CXQQ')}${UNKNOWN}|Q0000000000001\n`), digest);
    await system.run();
    const answered = (await batches()).filter((batch) => !before.includes(batch));
    const [first = '', ...more] = await linesOf(`${name}_res`);

    expect([answered, await batches('in/bad')]).toEqual([[`${name}_res`], [name]]);
    expect([first.split('|').slice(8), more]).toEqual([[name, code], []]);
  });
});

describe('faults', () => {
  const answerUnder = async (fault: Fault) => {
    const running = await start();
    await running.system.run();
    await running.forget();
    await running.system.setFault(fault);
    const number = running.held.find((candidate) => personQuirk(candidate) === 'none') ?? '';
    const request = await running.ask(number);
    await running.system.run();
    const [accounts = ''] = (await running.batches()).filter((name) => name.startsWith('grzh'));
    return { ...running, number, request, accounts };
  };

  it.each<Fault>([{ kind: 'refuse' }, { kind: 'hang' }])(
    '$kind: no run, and the request waits',
    async (fault) => {
      const { system, batches, request } = await answerUnder(fault);
      const before = [await batches(), await batches('in')];
      await system.setFault(null);
      await system.run();

      expect(before).toEqual([[], [request]]);
      expect(await batches()).toContain(`${request}_res`);
    },
  );

  it.each<[Fault, string]>([
    [{ kind: 'maintenance', from: null, until: null }, '9001'],
    [{ kind: 'error', code: null }, '9999'],
  ])('%j: requests are refused', async (fault, code) => {
    const { batches, request, result } = await answerUnder(fault);
    const [[...first] = []] = await result(request);

    expect(await batches()).toEqual([`${request}_res`]);
    expect(first.at(-1)).toBe(code);
  });

  it('truncated: half the data under the digest of the whole', async () => {
    const { bytesOf, isWhole, accounts } = await answerUnder({ kind: 'truncated', cut: 'body' });

    expect(await isWhole(accounts)).toBe(false);
    expect((await bytesOf(accounts)).toString('latin1')).toMatch(/^1\|/);
  });

  it('garbage: no text in any charset, with its digest', async () => {
    const { bytesOf, isWhole, accounts } = await answerUnder({ kind: 'garbage' });

    expect(await isWhole(accounts)).toBe(true);
    expect((await bytesOf(accounts)).subarray(0, 4)).toEqual(Buffer.from('ff80ff80', 'hex'));
  });

  it('wrong-charset: UTF-8, with its digest', async () => {
    const { bytesOf, isWhole, accounts } = await answerUnder({ kind: 'wrong-charset' });

    expect(await isWhole(accounts)).toBe(true);
    expect((await bytesOf(accounts)).toString('utf8')).toContain('|汉字\r\n');
  });

  it('stale-schema: a file of release 1', async () => {
    const { linesOf, accounts } = await answerUnder({ kind: 'stale-schema' });
    const [first = '', line = ''] = await linesOf(accounts);

    expect([first.split('|')[5], line.split('|').length, line.split('|')[7]]).toEqual(['1', 15, '77']);
  });

  it('wrong-person: the lines are about somebody else', async () => {
    const { linesOf, accounts, number } = await answerUnder({ kind: 'wrong-person' });
    const told = (await linesOf(accounts)).slice(1).map((line) => line.split('|')[0]?.toUpperCase());

    expect(told).toEqual([expect.stringMatching(/^1099\d{13}[\dX]$/)]);
    expect(told).not.toContain(number);
  });

  it.each<Fault['kind']>(['xxe', 'billion-laughs', 'trickle'])('%s is none of a folder', async (kind) => {
    const { system } = await start();
    const fault: Fault =
      kind === 'trickle' ? { kind, ms: 1 } : { kind: kind === 'xxe' ? 'xxe' : 'billion-laughs' };

    await expect(system.setFault(fault)).rejects.toThrow(`${kind} is not for file-drop`);
  });
});

it('breaks a run off when it is closed', async () => {
  const { system } = await start();

  await expectBreakOff(system);
});
