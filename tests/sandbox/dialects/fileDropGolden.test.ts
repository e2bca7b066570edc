import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DropFolder } from '../../../sandbox/dialects/file-drop/DropFolder.ts';
import { fileDropOptions } from '../../../sandbox/dialects/file-drop/FileDropOptions.ts';
import { readPlatformFile } from '../../../sandbox/dialects/file-drop/readPlatformFile.ts';
import { readQueries } from '../../../sandbox/dialects/file-drop/readQueries.ts';
import { writeDataFile } from '../../../sandbox/dialects/file-drop/writeDataFile.ts';
import { writeResultFile } from '../../../sandbox/dialects/file-drop/writeResultFile.ts';
import { sheetsAbout } from '../../../sandbox/exchange/sheetsAbout.ts';
import { exchangeGoldenWorld } from '../support/exchangeGoldenWorld.ts';
import { goldenFiles } from '../support/goldenFiles.ts';

const batch = z.object({
  department: z.string(),
  jurisdiction: z.string(),
  options: fileDropOptions,
  instant: z.string(),
  file: z.string(),
});
const named = z.object({ file: z.string(), digestFile: z.string(), instant: z.string() });
const result = z.object({
  batch: z.string(),
  lines: z.array(z.object({ line: z.number(), code: z.string() })),
});
const dataMeta = batch.extend({
  dataTime: z.string(),
  type: z.string(),
  persons: z.array(z.string()),
  twist: z.enum(['none', 'stale-schema', 'by-hand']),
  result: named,
  expected: result,
});
const requestMeta = batch.extend({
  lines: z.array(z.object({ number: z.string() })),
  answer: named,
  expected: result,
});

const golden = goldenFiles('file-drop');
const dataOf = (name: string) => dataMeta.parse(golden.meta(`${name}.data`));
const written = golden.names('data').filter((name) => dataOf(name).twist !== 'by-hand');
const nameOf = (file: string) => file.replace(/\.txt$/, '');

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongban-file-drop-'));
});
afterAll(() => rm(root, { recursive: true }));

/** A folder of its own, prepared. */
async function folderOf(scenario: string, digest: 'MD5' | 'SM3') {
  const path = join(root, scenario);
  const folder = new DropFolder(path, digest);
  await folder.prepare();
  return { path, folder };
}

describe('golden data files of file-drop', () => {
  it('there are enough of them', () => {
    expect(written.length).toBeGreaterThanOrEqual(12);
  });

  it.each(written)('%s is what the centre delivers', async (name) => {
    const { dataTime, type, persons, twist, options, file, instant, ...site } = dataOf(name);
    const isOlder = twist === 'stale-schema';
    const world = exchangeGoldenWorld(Date.parse(dataTime));
    const sheets = persons.flatMap((number) =>
      sheetsAbout(site, world, {
        number,
        dataTime: Date.parse(dataTime),
        splitsSchedule: true,
        isOlder,
      }).filter((sheet) => sheet.type.code === type),
    );
    const [first] = sheets;
    if (first === undefined) throw new Error(`nothing of type ${type}`);
    const choice = { time: Date.parse(instant), isOlder, charset: 'gb18030' } as const;
    const text = writeDataFile(site, first.type, sheets, choice);
    const { path, folder } = await folderOf(name, options.digest);
    await folder.deliver({ name: nameOf(file), text, digested: text, manner: 'marker-first' });

    expect(text.equals(golden.bytes(`${name}.data`))).toBe(true);
    expect(await readFile(join(path, 'out', file))).toEqual(golden.bytes(`${name}.data`));
    expect(await readFile(join(path, 'out', `${nameOf(file)}.${options.digest.toLowerCase()}`))).toEqual(
      golden.bytes(`${name}.digest`),
    );
    expect(await readFile(join(path, 'out', `${nameOf(file)}.ok`))).toEqual(Buffer.alloc(0));
  });
});

describe('golden result files of the platform', () => {
  it.each(golden.names('data'))('%s: the centre reads the result', async (name) => {
    const { options, file, jurisdiction, result: told, expected } = dataOf(name);
    const { path, folder } = await folderOf(`${name}-result`, options.digest);
    await writeFile(join(path, 'in', told.file), golden.bytes(`${name}.result`));
    await writeFile(join(path, 'in', told.digestFile), golden.bytes(`${name}.result-digest`));
    await writeFile(join(path, 'in', `${nameOf(told.file)}.ok`), '');
    const bytes = await folder.readIncoming(nameOf(told.file));

    expect(await folder.listIncoming()).toEqual([nameOf(told.file)]);
    expect(bytes === null ? null : readPlatformFile(bytes)).toEqual({
      count: String(expected.lines.length),
      sum: `${expected.lines.filter(({ code }) => code === '0000').length}.00`,
      type: 'JGWJ',
      place: jurisdiction,
      sender: options.platformCode,
      more: [nameOf(file), expected.batch],
      lines: expected.lines.map(({ line, code }) => `${line}|${code}|`),
    });
  });
});

describe('golden request files', () => {
  it.each(golden.names('request'))('%s is judged, and answered exactly so', async (name) => {
    const { options, file, answer, expected, lines, ...site } = requestMeta.parse(
      golden.meta(`${name}.request`),
    );
    const { path, folder } = await folderOf(name, options.digest);
    await writeFile(join(path, 'in', file), golden.bytes(`${name}.request`));
    await writeFile(
      join(path, 'in', file.replace('.txt', `.${options.digest.toLowerCase()}`)),
      golden.bytes(`${name}.digest`),
    );
    const bytes = await folder.readIncoming(nameOf(file));
    if (bytes === null) throw new Error('the digest does not agree');
    const queries = readQueries(bytes, site.jurisdiction, options);
    const text = writeResultFile(site, nameOf(file), queries.result, Date.parse(answer.instant));
    await folder.deliver({ name: `${nameOf(file)}_res`, text, digested: text, manner: 'in-two' });

    expect(queries).toEqual({
      numbers: lines.filter((_, index) => expected.lines[index]?.code === '0000').map(({ number }) => number),
      result: { code: expected.batch, lines: expected.lines },
    });
    expect(await readFile(join(path, 'out', answer.file))).toEqual(golden.bytes(`${name}.answer`));
    expect(await readFile(join(path, 'out', answer.digestFile))).toEqual(
      golden.bytes(`${name}.answer-digest`),
    );
  });
});
