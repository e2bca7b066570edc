import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { placesFor } from '../../../cli/doctor/placesFor.ts';
import { readConfiguredPlaces } from '../../../cli/doctor/readConfiguredPlaces.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-places-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(
  places: readonly (readonly [jurisdiction: string, dialect: string])[],
  more: object = {},
) {
  const file = join(folder, 'server.json');
  const key = { master: randomBytes(32).toString('base64') };
  const settings = {
    contextKey: key,
    identityKeys: key,
    places: places.map(([jurisdiction, dialect]) => ({ jurisdiction, dialect, url: 'http://127.0.0.1:1' })),
    ...more,
  };
  await writeFile(file, JSON.stringify(settings), { mode: 0o600 });
  return file;
}

it.each([
  ['4307', ['430700']],
  ['430702', ['430700']],
  ['430702001', ['430700']],
  ['430100', ['430000']],
  ['43', ['430000']],
  ['1101', []],
])('chooses the place with the longest prefix: %s', async (division, expected) => {
  const file = await write([
    ['430000', 'pinyin-rest'],
    ['430700', 'pinyin-rest'],
  ]);

  const chosen = placesFor(parseDivisionCode(division), await readConfiguredPlaces(file, undefined));

  expect(chosen.map(({ place }) => place.jurisdiction)).toEqual(expected);
});

it.each([
  [['data-exchange', 'collaboration-bus'], 'public-security'],
  [['file-drop', 'gbk-xml'], 'social-insurance'],
  [['exchange-table', 'settlement-node'], 'housing-fund'],
])('knows by their dialects whose places they are: %s', async (dialects, department) => {
  const codes = ['430000', '440000'];
  const file = await write(dialects.map((dialect, index) => [String(codes[index]), dialect] as const));

  const places = await readConfiguredPlaces(file, undefined);

  expect(places.map((place) => place.department)).toEqual([department, department]);
});

it('names a dialect that nobody knows, and what a new one may lack', async () => {
  const file = await write([
    ['430000', 'pinyin-rest'],
    ['430700', 'telepathy'],
  ]);

  await expect(readConfiguredPlaces(file, undefined)).rejects.toThrow(
    `${file}: no department has a dialect "telepathy"; if it is new: npm run build`,
  );
});

it.each([
  [['exchange-table'], 'social-insurance and housing-fund have its dialects'],
  [['gbk-xml', 'pinyin-rest'], 'no department has all its dialects'],
])('asks whose places they are when it cannot tell: %s', async (dialects, reason) => {
  const codes = ['430000', '440000'];
  const file = await write(dialects.map((dialect, index) => [String(codes[index]), dialect] as const));

  await expect(readConfiguredPlaces(file, undefined)).rejects.toThrow(
    `${file}: ${reason}; say whose it is with --department`,
  );
  expect(await readConfiguredPlaces(file, 'housing-fund')).toHaveLength(dialects.length);
});

it('takes the word of whoever asks for files that could be of several departments, and for no other', async () => {
  const ambiguous = await write([['430000', 'file-drop']]);
  expect((await readConfiguredPlaces(ambiguous, 'housing-fund')).map(({ department }) => department)).toEqual(
    ['housing-fund'],
  );

  const clear = await write([['430000', 'gbk-xml']]);
  expect((await readConfiguredPlaces(clear, 'housing-fund')).map(({ department }) => department)).toEqual([
    'social-insurance',
  ]);
});

it('asks the inbox about one place alone', async () => {
  const databaseUrl = 'postgres://127.0.0.1:1/store';
  const storeKey = randomBytes(32).toString('base64');
  const file = await write(
    [
      ['430000', 'collaboration-bus'],
      ['440000', 'collaboration-bus'],
    ],
    { databaseUrl, storeKey },
  );

  const places = await readConfiguredPlaces(file, undefined);

  expect(places.map(({ hasStore, settings }) => ({ hasStore, settings }))).toMatchObject([
    { hasStore: true, settings: { databaseUrl, places: [{ jurisdiction: '430000' }] } },
    { hasStore: true, settings: { databaseUrl, places: [{ jurisdiction: '440000' }] } },
  ]);
});
