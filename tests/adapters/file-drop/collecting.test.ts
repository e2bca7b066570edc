import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rename, rm, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { person, resultOf, withdrawalBatch, withdrawalLine } from './batches.ts';
import { NOW, startCentre } from './startCentre.ts';

const NAME = 'tqmx_430700_20261122_0001';
const FILES = [`${NAME}.md5`, `${NAME}.ok`, `${NAME}.txt`];
const RESULT = [`${NAME}_res.md5`, `${NAME}_res.ok`, `${NAME}_res.txt`];
const ONE = withdrawalBatch([withdrawalLine(person(1))]);
const { signal } = new AbortController();

describe('a batch', () => {
  it('waits until its marker, data and digest are all there and agree', async () => {
    await using centre = await startCentre({ options: { settleSeconds: 3_600 } });
    const bytes = iconv.encode(ONE, 'gb18030');
    const hex = createHash('md5').update(bytes).digest('hex').toUpperCase();
    await centre.start();
    // A batch that comes later in the order of names is done: then this one was looked at.
    const looks = async (number: string) => {
      await centre.deliver(`tqmx_430700_20261122_${number}`, ONE);
      await expect.poll(() => centre.list('out/done')).toContain(`tqmx_430700_20261122_${number}.ok`);
    };

    await centre.put(`out/${NAME}.txt`, bytes);
    await centre.put(`out/${NAME}.md5`, `${hex}  ${NAME}.txt\r\n`);
    await rm(join(centre.root, 'out', `${NAME}.txt`));
    await centre.put(`out/${NAME}.ok`, 'anything');
    await looks('0002');
    await centre.put(`out/${NAME}.txt`, bytes.subarray(0, 100));
    await looks('0003');
    // Whoever looks at it next holds its marker for that moment.
    await expect.poll(() => centre.list('out')).toEqual(FILES);
    expect(await centre.list('in')).not.toContain(`${NAME}_res.ok`);
    await centre.put(`out/${NAME}.txt`, bytes);

    await expect.poll(() => centre.list('out')).toEqual([]);
    await expect.poll(() => centre.list('out/done')).toEqual(expect.arrayContaining(FILES));
    expect(await centre.list('in')).toEqual(expect.arrayContaining(RESULT));
    expect(centre.store.quarantined).toEqual([]);
  });

  it('without a marker is none of our business', async () => {
    await using centre = await startCentre();
    await centre.deliver(NAME, ONE);
    await centre.put('out/tqmx_430700_20261122_0002.txt', iconv.encode(ONE, 'gb18030'));
    await centre.put('out/tqmx_430700_20261122_0003.ok.tmp', '');
    await centre.put('out/notes.ok', '');
    await centre.put('out/tqmx_430700_20261122_0004_res.ok', '');
    await centre.start();

    await expect.poll(() => centre.list('out/done')).toEqual(FILES);
    expect(await centre.list('out')).toEqual([
      'notes.ok',
      'tqmx_430700_20261122_0002.txt',
      'tqmx_430700_20261122_0003.ok.tmp',
      'tqmx_430700_20261122_0004_res.ok',
    ]);
  });

  it.each([
    ['1004', 'without data', async (root: string) => rm(join(root, 'out', `${NAME}.txt`))],
    ['1004', 'without a digest', async (root: string) => rm(join(root, 'out', `${NAME}.md5`))],
    ['1004', 'cut off', async (root: string) => truncate(join(root, 'out', `${NAME}.txt`), 50)],
    [
      '1004',
      'whose data are a link to another file',
      async (root: string) => {
        await rename(join(root, 'out', `${NAME}.txt`), join(root, 'elsewhere'));
        await symlink(join(root, 'elsewhere'), join(root, 'out', `${NAME}.txt`));
      },
    ],
    [
      '1004',
      'whose data are a pipe that nobody writes into',
      async (root: string) => {
        await rm(join(root, 'out', `${NAME}.txt`));
        await promisify(execFile)('mkfifo', [join(root, 'out', `${NAME}.txt`)]);
      },
    ],
  ])('is refused with %s %s, once it has settled', async (code, _, spoil) => {
    await using centre = await startCentre();
    const bytes = iconv.encode(ONE, 'gb18030');
    const hex = createHash('md5').update(bytes).digest('hex');
    await centre.put(`out/${NAME}.txt`, bytes);
    await centre.put(`out/${NAME}.md5`, `${hex}  ${NAME}.txt\n`);
    await spoil(centre.root);
    await centre.put(`out/${NAME}.ok`, '');
    await centre.start();

    await expect.poll(() => centre.list('out/bad')).toContain(`${NAME}.ok`);
    expect(await centre.text(`in/${NAME}_res.txt`)).toBe(resultOf(NAME, code));
    expect(await centre.list('out')).toEqual([]);
    expect(centre.store.taken).toEqual([]);
  });

  it.each([
    ['1006', 'UTF-8', Buffer.from(ONE)],
    ['1006', 'a lone byte', Buffer.concat([iconv.encode(ONE, 'gb18030'), Buffer.from([0x81])])],
    ['1006', 'another probe', iconv.encode(withdrawalBatch([], { probe: '漢字' }), 'gb18030')],
    ['1006', 'nothing at all', Buffer.alloc(0)],
    ['1005', 'a sum of another form', iconv.encode(withdrawalBatch([], { sum: '0' }), 'gb18030')],
    ['1007', 'an unknown type', iconv.encode(withdrawalBatch([], { type: 'ABCD' }), 'gb18030')],
    ['1001', 'another type than its name', iconv.encode(withdrawalBatch([], { type: 'GRZH' }), 'gb18030')],
    ['1002', 'a promised gigabyte', iconv.encode(withdrawalBatch([], { count: '1000000000' }), 'gb18030')],
    ['1003', 'another sum', iconv.encode(withdrawalBatch([], { sum: '-0.01' }), 'gb18030')],
    [
      '1008',
      'too many lines',
      iconv.encode(withdrawalBatch(Array.from({ length: 200_001 }, () => '')), 'gb18030'),
    ],
    ['1008', 'more than 64 MiB', Buffer.alloc(64 * 1024 * 1024 + 1, 'a')],
  ] as const)('is refused with %s for %s', async (code, _, bytes) => {
    await using centre = await startCentre();
    await centre.deliver(NAME, bytes);
    await centre.start();

    await expect.poll(() => centre.list('out/bad'), { timeout: 15_000 }).toEqual(FILES);
    expect(await centre.text(`in/${NAME}_res.txt`)).toBe(resultOf(NAME, code));
    expect(centre.store.taken).toEqual([]);
    expect(centre.faults).toEqual([expect.stringContaining(`file: ${NAME} was refused with ${code}`)]);
  });

  it('tells the operator in which line and at which byte it is no text', async () => {
    await using centre = await startCentre();
    const bytes = iconv.encode(ONE, 'gb18030');
    const end = bytes.indexOf(0x0a);
    await centre.deliver(
      NAME,
      Buffer.concat([bytes.subarray(0, end + 1), Buffer.from([0x31, 0xff]), bytes.subarray(end + 1)]),
    );
    await centre.start();

    await expect
      .poll(() => centre.faults)
      .toEqual([`file: ${NAME} was refused with 1006: it is not GB 18030 in line 2, at byte ${end + 2}`]);
  });

  it('counts line by line: NUL bytes, a line of a megabyte, and no text fail their own persons only', async () => {
    await using centre = await startCentre();
    const lines = [
      withdrawalLine(person(1)).replace('林珅', '林\0'),
      `${withdrawalLine(person(2))}|${'长'.repeat(500_000)}`,
      withdrawalLine(person(3)).replace('林珅', '长'.repeat(100_000)),
      withdrawalLine(person(4)).replace('林珅', '林\\珅'),
      '',
      withdrawalLine(person(5), { dataTime: '20261124020000' }),
      withdrawalLine(person(6)).replace('20261008', '20261131'),
      withdrawalLine(person(7)).replace('|07|', '|42|'),
    ];
    await centre.deliver(NAME, withdrawalBatch(lines, { sum: '8400.00' }));
    await centre.start();

    await expect.poll(() => centre.list('out/done')).toEqual(FILES);
    const result = await centre.text(`in/${NAME}_res.txt`);
    expect(result.replace(/^(\d+\|\d{4})\|.*$/gm, '$1|')).toBe(
      resultOf(NAME, '0000', ['2003', '0000', '2003', '2001', '2001', '2005', '2003', '0000']),
    );
    expect(result).toContain('|2003|第2列');
    expect(result).toContain('|2003|第11列');
    const [message] = centre.store.taken;
    expect(message?.records.map(({ number }) => number)).toEqual([person(2).number, person(7).number]);
    expect(JSON.parse(message?.records[1]?.content ?? '').value[0].ground).toBe('UNKNOWN');
    expect(centre.faults).toEqual([`file: 6 of 8 lines of ${NAME} were refused`]);
  });

  it('that comes again is acknowledged again and counted once', async () => {
    await using centre = await startCentre();
    await centre.start();
    for (const name of [NAME, NAME, 'tqmx_430700_20261122_0002']) {
      await centre.deliver(name, ONE);
      await expect.poll(() => centre.list('out')).toEqual([]);
      await expect.poll(() => centre.list('in')).toContain(`${name}_res.ok`);
      await expect.poll(() => centre.list('out/claim')).toEqual([]);
      expect(await centre.text(`in/${name}_res.txt`)).toBe(resultOf(name, '0000', ['0000']));
      for (const file of await centre.list('in')) await rm(join(centre.root, 'in', file));
    }

    expect(centre.store.taken).toHaveLength(1);
    expect(await centre.list('out/done')).toHaveLength(6);
  });

  it('of yesterday that comes after today’s changes nothing', async () => {
    await using centre = await startCentre();
    const port = centre.connect();
    await centre.start(port);
    const deliver = async (name: string, amount: string, dataTime: string) => {
      const line = withdrawalLine(person(1), { amount, dataTime });
      await centre.deliver(name, withdrawalBatch([line], { sum: amount }));
      await expect.poll(() => centre.list('out/done')).toContain(`${name}.ok`);
    };
    await deliver(NAME, '2.00', '20261122020000');
    await deliver('tqmx_430700_20261121_0001', '1.00', '20261121020000');

    const { nodes } = await port.read.findWithdrawals(person(1), { first: 9, after: null }, signal);
    expect(nodes.map(({ amountFen }) => amountFen)).toEqual([200n]);
  });
});

describe('what goes wrong on our side', () => {
  it('acknowledges nothing while our store is away', async () => {
    await using centre = await startCentre();
    centre.store.setAway(true);
    await centre.deliver(NAME, ONE);
    await centre.start();
    await expect.poll(() => centre.faults).toEqual(['file drop: the store is away']);
    await expect.poll(() => centre.list('out')).toEqual(FILES);
    expect(await centre.list('in')).toEqual([]);

    centre.store.setAway(false);

    await expect.poll(() => centre.list('out/done')).toEqual(FILES);
    expect(centre.store.taken).toHaveLength(1);
  });

  it('stores a large batch in parts, and after a loss between them each of them once', async () => {
    await using centre = await startCentre();
    const lines = Array.from({ length: 2_500 }, (_, index) => withdrawalLine(person(index + 1)));
    await centre.deliver(NAME, withdrawalBatch(lines));
    const { take } = centre.store.inbox;
    const outcomes: string[] = [];
    Object.assign(centre.store.inbox, {
      take: async (message: Parameters<typeof take>[0]) => {
        centre.store.setAway(outcomes.length === 1);
        const outcome = await take(message).catch(() => 'FAILED');
        outcomes.push(outcome);
        if (outcome === 'FAILED') throw new TongbanError('INTERNAL_SERVER_ERROR', 'the store is away');
        return outcome;
      },
    });
    await centre.start();

    await expect.poll(() => centre.list('out/done'), { timeout: 10_000 }).toEqual(FILES);
    expect(outcomes).toEqual(['TAKEN', 'FAILED', 'DUPLICATE', 'TAKEN', 'TAKEN']);
    expect(centre.store.taken.map(({ records, body }) => [records.length, body.byteLength > 0])).toEqual([
      [1_000, true],
      [1_000, false],
      [500, false],
    ]);
  });

  it('keeps a batch whose result cannot be written, and counts it once', async () => {
    await using centre = await startCentre();
    await rename(join(centre.root, 'in'), join(centre.root, 'in-away'));
    await centre.deliver(NAME, ONE);
    await centre.start();
    await expect
      .poll(() => centre.faults)
      .toEqual(['file drop: the exchange directory of 430700 failed with ENOENT']);
    expect(centre.store.taken).toHaveLength(1);
    await expect.poll(() => centre.list('out')).toEqual(FILES);

    await rename(join(centre.root, 'in-away'), join(centre.root, 'in'));

    await expect.poll(() => centre.list('out/done')).toEqual(FILES);
    expect(await centre.list('in')).toEqual(RESULT);
    expect(centre.store.taken).toHaveLength(1);
  });

  it('tells that the directory is lost, and goes on by itself', async () => {
    await using centre = await startCentre();
    await rename(centre.root, `${centre.root}-away`);
    await centre.start();
    await expect
      .poll(() => centre.faults)
      .toEqual(['file drop: the exchange directory of 430700 failed with ENOENT']);
    await expect.poll(() => centre.breakerStates, { timeout: 10_000 }).toContain('look open');

    await rename(`${centre.root}-away`, centre.root);
    await centre.deliver(NAME, ONE);

    await expect.poll(() => centre.list('out/done'), { timeout: 20_000 }).toEqual(FILES);
    expect(centre.breakerStates).toContain('look closed');
  }, 40_000);
});

describe('several replicas', () => {
  it('count every batch exactly once', async () => {
    await using centre = await startCentre();
    const names = Array.from(
      { length: 40 },
      (_, index) => `tqmx_430700_20261122_${String(index + 1).padStart(4, '0')}`,
    );
    for (const [index, name] of names.entries()) {
      await centre.deliver(name, withdrawalBatch([withdrawalLine(person(index + 1))]));
    }
    const taken: string[] = [];
    const { take } = centre.store.inbox;
    Object.assign(centre.store.inbox, {
      take: (message: Parameters<typeof take>[0]) => {
        taken.push(message.id);
        return take(message);
      },
    });
    await Promise.all([centre.start(), centre.start(), centre.start()]);

    await expect.poll(() => centre.list('out/done'), { timeout: 20_000 }).toHaveLength(120);
    expect(taken).toHaveLength(40);
    expect(new Set(taken)).toHaveProperty('size', 40);
    expect((await centre.list('in')).filter((file) => file.endsWith('.ok'))).toEqual(
      names.map((name) => `${name}_res.ok`),
    );
    expect(await centre.list('out/claim')).toEqual([]);
  });

  it('take over what a dead reader left, stored or not; a living one’s claim stays', async () => {
    await using centre = await startCentre();
    const at = (minutesAgo: number) => NOW - minutesAgo * 60_000;
    const [dead, living, moved] = ['0001', '0002', '0003'].map((number) => `tqmx_430700_20261122_${number}`);
    if (dead === undefined || living === undefined || moved === undefined) throw new Error('no names');
    for (const [index, name] of [dead, living, moved].entries()) {
      await centre.deliver(name, withdrawalBatch([withdrawalLine(person(index + 1))]));
    }
    const out = (file: string) => join(centre.root, 'out', file);
    await rename(out(`${dead}.ok`), out(`claim/${dead}.deadreader.${at(11)}.ok`));
    await rename(out(`${living}.ok`), out(`claim/${living}.livingreader.${at(9)}.ok`));
    await rename(out(`${moved}.ok`), out(`claim/${moved}.deadreader.${at(11)}.ok`));
    await rename(out(`${moved}.txt`), out(`done/${moved}.txt`));
    // What a reader leaves behind that died while it wrote its result.
    await centre.put(`in/${dead}_res.txt.deadreader.tmp`, 'half');
    await centre.start();

    await expect
      .poll(() => centre.list('out/done'))
      .toEqual([dead, moved].flatMap((name) => [`${name}.md5`, `${name}.ok`, `${name}.txt`]));
    expect(await centre.list('out/claim')).toEqual([`${living}.livingreader.${at(9)}.ok`]);
    expect(centre.store.taken).toHaveLength(1);
    expect((await centre.list('in')).filter((file) => file.endsWith('.ok'))).toEqual([`${dead}_res.ok`]);
  });

  it('write and move nothing when the claim is another one’s meanwhile', async () => {
    await using centre = await startCentre();
    await centre.deliver(NAME, ONE);
    const { take } = centre.store.inbox;
    let theft: Promise<unknown> = Promise.resolve();
    Object.assign(centre.store.inbox, {
      take: async (message: Parameters<typeof take>[0]) => {
        const [claim = ''] = await centre.list('out/claim');
        const folder = join(centre.root, 'out', 'claim');
        theft = rename(join(folder, claim), join(folder, `${NAME}.otherreader.${NOW}.ok`));
        await theft;
        return take(message);
      },
    });
    const replica = await centre.start();

    await expect.poll(() => centre.store.taken).toHaveLength(1);
    await replica.stop();
    expect(await centre.list('in')).toEqual([]);
    expect(await centre.list('out/claim')).toEqual([`${NAME}.otherreader.${NOW}.ok`]);
    expect(await centre.list('out')).toEqual([`${NAME}.md5`, `${NAME}.txt`]);
  });

  it('leave another delivery of the same name alone that came while they worked', async () => {
    await using centre = await startCentre();
    await centre.deliver(NAME, ONE);
    const { take } = centre.store.inbox;
    let deliveries = 1;
    Object.assign(centre.store.inbox, {
      take: async (message: Parameters<typeof take>[0]) => {
        if (deliveries === 1) {
          deliveries += 1;
          await centre.deliver(NAME, withdrawalBatch([withdrawalLine(person(2))]));
        }
        return take(message);
      },
    });
    await centre.start();

    await expect.poll(() => centre.store.taken).toHaveLength(2);
    await expect.poll(() => centre.list('out')).toEqual([]);
    expect(await centre.list('out/done')).toEqual(FILES);
    expect(await centre.list('out/bad')).toEqual([]);
  });
});
