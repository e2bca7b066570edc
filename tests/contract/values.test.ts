import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeHabits } from '../../sandbox/dialects/data-exchange/PlaceHabits.ts';
import { centreHabits } from '../../sandbox/dialects/pinyin-rest/CentreHabits.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { ALL_IDS } from './support/allIds.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { CONTRACT_NOW } from './support/contractNow.ts';
import { DIALECT_NAMES } from './support/dialectNames.ts';
import { DIALECTS, type Dialect } from './support/dialects.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { isSomething } from './support/isSomething.ts';
import { sampleOf } from './support/sampleOf.ts';
import { theWorld } from './support/theWorld.ts';
import { isTold } from './support/toldDialects.ts';

/** Holders per place: many where a call takes many, few where every one is a call of its own. */
const SAMPLE = {
  'data-exchange': 25,
  'collaboration-bus': 25,
  'gbk-xml': 6,
  'national-cipher': 4,
  'pinyin-rest': 25,
  'settlement-node': 12,
  'exchange-table of housing-fund': 40,
  'exchange-table of social-insurance': 40,
  'file-drop of housing-fund': 40,
  'file-drop of social-insurance': 40,
} as const satisfies Record<Dialect, number>;

type Options = Readonly<Record<string, unknown>>;

/** Site options that the places must have between them: every value, and every pair that makes other bytes. */
const OPTIONS: Readonly<Record<Dialect, readonly Options[]>> = {
  'data-exchange': [
    ...pairs('signScheme', ['hmac-sha256', 'md5-concat', 'sha256-sandwich'], 'wrapper', [
      'plain',
      'json-string',
    ]),
    { batchLimit: 20 },
    { batchLimit: 50 },
  ],
  'gbk-xml': [
    ...pairs('rareCharacters', ['question', 'private-use', 'gb18030'], 'padding', [
      'none',
      'space',
      'fullwidth',
    ]),
    ...pairs('digest', ['MD5', 'SHA256'], 'emptyDate', ['blank', 'zeros']),
  ],
  'national-cipher': [
    ...pairs('keyMode', ['shared', 'envelope'], 'sm4Mode', ['ECB', 'CBC']),
    { keyMode: 'envelope', cipherLayout: 'C1C3C2' },
    { keyMode: 'envelope', cipherLayout: 'C1C2C3' },
    { signFormat: 'DER', sm2UserId: '1234567812345678' },
    { signFormat: 'RS', sm2UserId: '1234567812345678' },
    { signFormat: 'DER', sm2UserId: 'platform-350000' },
    { signFormat: 'RS', sm2UserId: 'platform-610000' },
    { firstPage: 0 },
    { firstPage: 1 },
    { outerSuccess: 'by-service' },
    { outerSuccess: '200' },
    { outerSuccess: '0' },
  ],
  'pinyin-rest': [{ ratioUnit: 'percent' }, { ratioUnit: 'fraction' }],
  'collaboration-bus': [{ recordLimit: 5 }, { recordLimit: 20 }],
  'settlement-node': [
    { cipherMode: 'CBC', amountUnit: 'yuan' },
    { cipherMode: 'ECB', amountUnit: 'yuan' },
    { cipherMode: 'CBC', amountUnit: 'fen' },
    { cipherMode: 'ECB', amountUnit: 'fen' },
    { batchLimit: 500 },
    { batchLimit: 50 },
    // Every file is answered by message.
    { syncLimit: 0 },
    { syncLimit: 20 },
  ],
  'exchange-table of housing-fund': [{ contentFormat: 'json' }, { contentFormat: 'xml' }],
  'exchange-table of social-insurance': [{ contentFormat: 'json' }, { contentFormat: 'xml' }],
  'file-drop of housing-fund': [{ digest: 'MD5' }, { digest: 'SM3' }],
  'file-drop of social-insurance': [{ digest: 'MD5' }, { digest: 'SM3' }],
};

const postgres = withPostgres();
const { signal } = new AbortController();
let sandbox: ContractSandbox;
beforeAll(async () => {
  sandbox = await ContractSandbox.start(ALL_IDS, postgres);
});
afterAll(() => sandbox.close());

const cases = DIALECT_NAMES.flatMap((dialect) =>
  DIALECTS[dialect].places.map((jurisdiction) => [dialect, jurisdiction] as const),
);

describe.each(cases)('%s at %s', (dialect, jurisdiction) => {
  beforeAll(async () => {
    if (isTold(dialect)) await sandbox.tell(dialect, jurisdiction);
  });

  it('says of everybody what is true', async () => {
    const sample = sampleOf(dialect, jurisdiction, SAMPLE[dialect]);
    const { lists } = await sandbox.connect(dialect, jurisdiction);

    for (const { name, ask, truth } of lists) {
      const answers = await ask(sample.map(holderOf), signal);

      expect({ name, answers }).toEqual({ name, answers: sample.map((holder) => truth(holder, theWorld)) });
    }
  });

  it('gives the newest part of every long list', async () => {
    const asOf = theWorld.dataTime(DIALECTS[dialect].department, jurisdiction, CONTRACT_NOW);
    for (const person of sampleOf(dialect, jurisdiction, 2).filter(({ kind }) => kind === 'person')) {
      const { pagesAbout } = await sandbox.connect(dialect, jurisdiction);
      for (const { ask, truth } of pagesAbout(person)) {
        const page = await ask(holderOf(person), { first: 30, after: null }, signal);

        const nodes = truth().slice(0, 30);
        const endCursor = truth().length > 30 ? expect.any(String) : null;
        expect(page).toEqual({ asOf, nodes, endCursor });
      }
    }
  });
});

describe.each(DIALECT_NAMES)('the places of %s', (dialect) => {
  it('have every site option between them', () => {
    const given = DIALECTS[dialect].places.map((place) => sandbox.place(idOf(dialect, place)).options);

    for (const wanted of OPTIONS[dialect]) expect(given).toContainEqual(expect.objectContaining(wanted));
  });

  it('hold persons with every kind of hard name, and something for every question', async () => {
    const samples = DIALECTS[dialect].places.map((place) => ({
      place,
      sample: sampleOf(dialect, place, SAMPLE[dialect]),
    }));
    // Both departments of an exchange write names alike.
    const kin = DIALECT_NAMES.filter((other) => wayOf(other) === wayOf(dialect));
    const names = kin
      .flatMap((one) => DIALECTS[one].places.flatMap((place) => sampleOf(one, place, SAMPLE[one])))
      .map(({ name }) => name)
      .join(' ');

    expect(names).toMatch(/[\u{20000}-\u{3FFFF}]/u);
    expect(names).toMatch(/\p{Private_Use}/u);
    expect(names).toMatch(/·/);
    expect(names.split(' ').length).toBeGreaterThanOrEqual(30);
    const asked = await Promise.all(
      samples.map(async ({ place, sample }) => ({
        sample,
        lists: (await sandbox.connect(dialect, place)).lists,
      })),
    );
    for (const name of asked[0]?.lists.map((list) => list.name) ?? []) {
      const truths = asked.flatMap(({ sample, lists }) => {
        const question = lists.find((list) => list.name === name);
        return sample.map((holder) => question?.truth(holder, theWorld) ?? []);
      });
      expect({ name, known: truths.filter(isSomething).length }).not.toEqual({ name, known: 0 });
    }
  });
});

it('the sites of gbk-xml meet four-byte characters whatever they make of them', () => {
  const met = DIALECTS['gbk-xml'].places
    .filter((place) => sampleOf('gbk-xml', place, 6).some(({ name }) => /[\u{20000}-\u{3FFFF}]/u.test(name)))
    .map((place) => sandbox.place(idOf('gbk-xml', place)).options['rareCharacters']);

  expect(new Set(met)).toEqual(new Set(['question', 'private-use', 'gb18030']));
});

it('the places of data-exchange have every habit', () => {
  const habits = DIALECTS['data-exchange'].places.map(placeHabits);
  const written = habits.map(({ column, division, personNumber, relation }) => [
    column('云', 3),
    division('439703'),
    personNumber('X'),
    relation('02'),
  ]);

  expect(new Set(written.flat())).toEqual(
    new Set(['云', '云  ', '439703', '439703000000', 'X', 'x', '02', '01']),
  );
});

it('the centres of pinyin-rest have every habit', () => {
  const habits = DIALECTS['pinyin-rest'].places.map((place) => centreHabits(place, 'percent'));
  const written = habits.map(({ column, amount, personNumber }) => [
    column('云', 3),
    amount('1.00'),
    personNumber('X'),
  ]);

  expect(new Set(written.flat())).toEqual(new Set(['云', '云  ', '1.00', '1.00'.padStart(14), 'X', 'x']));
});

const wayOf = (dialect: Dialect) => dialect.split(' of ')[0];

function pairs(
  key: string,
  values: readonly unknown[],
  otherKey: string,
  otherValues: readonly unknown[],
): readonly Options[] {
  return values.flatMap((value) => otherValues.map((other) => ({ [key]: value, [otherKey]: other })));
}
