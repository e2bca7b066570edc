import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { person } from './batches.ts';
import { startCentre } from './startCentre.ts';

const { signal } = new AbortController();

/** All request files, one after another. */
async function texts(centre: Awaited<ReturnType<typeof startCentre>>): Promise<string> {
  const files = (await centre.list('in')).filter((file) => /^cxqq.*\.txt$/.test(file));
  return (await Promise.all(files.map((file) => centre.text(`in/${file}`)))).join('');
}

describe('requests', () => {
  it('are written once among all replicas, with the marker last', async () => {
    await using centre = await startCentre();
    const [one, other] = [centre.connect(), centre.connect()];
    await Promise.all([
      one.read.findRecords([person(1), person(2)], signal),
      other.read.findRecords([person(1), person(2)], signal),
    ]);

    await expect
      .poll(async () => (await centre.list('in')).filter((file) => file.endsWith('.ok')))
      .toEqual([expect.stringMatching(/^cxqq_430700_20261122_[0-9a-z]{12}\.ok$/)]);
    const [marker = ''] = (await centre.list('in')).filter((file) => file.endsWith('.ok'));
    const name = marker.replace('.ok', '');
    const reference = name.slice(-12);
    expect(await centre.text(`in/${name}.txt`)).toBe(
      [
        '2|0.00|CXQQ|430700|20261122104000|2|100000001|汉字',
        `${person(1).number}|${reference}000`,
        `${person(2).number}|${reference}001`,
        '',
      ].join('\n'),
    );
    expect(await centre.list('in')).toEqual([`${name}.md5`, `${name}.ok`, `${name}.txt`]);
  });

  it('that could not be written free their persons', async () => {
    await using centre = await startCentre();
    await rename(join(centre.root, 'in'), join(centre.root, 'in-away'));
    const { read } = centre.connect();
    await read.findRecords([person(1)], signal);
    await expect
      .poll(() => centre.faults)
      .toEqual(['request: the exchange directory of 430700 failed with ENOENT']);

    await rename(join(centre.root, 'in-away'), join(centre.root, 'in'));
    await read.findRecords([person(1)], signal);

    await expect.poll(() => centre.list('in')).toHaveLength(3);
  });

  it.each([
    ['9001', 2],
    ['9999', 2],
    ['1001', 1],
  ])(
    'are asked again at once in a new file after %s only where the centre wants that',
    async (code, files) => {
      await using centre = await startCentre();
      const port = centre.connect();
      await centre.start(port);
      const requests = async () =>
        (await centre.list('in')).filter((file) => file.startsWith('cxqq') && file.endsWith('.ok'));
      await port.read.findRecords([person(1)], signal);
      await expect.poll(requests).toHaveLength(1);
      const [name = ''] = (await requests()).map((file) => file.replace('.ok', ''));
      await centre.deliver(`${name}_res`, `0|0.00|JGWJ|430700|20261122023000|2|中心|汉字|${name}|${code}\n`);
      await expect.poll(() => centre.list('out/done')).toContain(`${name}_res.ok`);

      await port.read.findRecords([person(1)], signal);
      await port.read.findRecords([person(2)], signal);
      // Whoever comes later is asked about later: by then the first is asked about, or never.
      await expect.poll(async () => (await texts(centre)).includes(person(2).number)).toBe(true);
      expect((await texts(centre)).split(person(1).number)).toHaveLength(files + 1);
      expect(centre.faults).toEqual([`request: ${name}_res, request: the centre answered ${code}`]);
    },
  );

  it.each([
    ['done', '0|0.00|JGWJ|430700|20261122023000|2|中心|汉字|cxqq_430700_20261122_4k0z81m2q7ab|9001\n'],
    [
      'bad',
      '1|0.00|JGWJ|430700|20261122023000|2|中心|汉字|cxqq_430700_20261122_4k0z81m2q7ab|0000\nnonsense\n',
    ],
    ['bad', '0|0.00|JGWJ|430700|20261122023000|2|中心|汉字|cxqq_430700_20261122_000000000000|0000\n'],
  ])('that the centre refuses, or answers wrongly, are told of: %s', async (fate, text) => {
    await using centre = await startCentre();
    await centre.deliver('cxqq_430700_20261122_4k0z81m2q7ab_res', text);
    await centre.start();

    await expect.poll(() => centre.list(`out/${fate}`)).toHaveLength(3);
    expect(await centre.list('in')).toEqual([]);
    expect(centre.faults).toHaveLength(1);
    expect([...centre.store.answered]).toEqual([]);
  });
});
