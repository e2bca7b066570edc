import { describe, expect, it } from 'vitest';
import type { SubgraphServer } from '../../../subgraphs/serveSubgraph.ts';
import { askPeople } from './askPeople.ts';
import { callers } from './callers.ts';
import { errorAt } from './errorAt.ts';
import { withPeople } from './withPeople.ts';

const { start, ids } = withPeople();
const { citizen } = callers;

const PLACES =
  'holder { id recordPlaces { department jurisdiction division { code } statements { source } } }';

function declare(server: SubgraphServer, input: Readonly<Record<string, unknown>>, caller = citizen) {
  const query = `mutation ($input: DeclareRecordPlaceInput!) { declareRecordPlace(input: $input) { ${PLACES} } }`;
  return askPeople(server, caller, query, { input });
}

const place = (department: string, jurisdiction: string, ...sources: string[]) => ({
  department,
  jurisdiction,
  division: { code: jurisdiction },
  statements: sources.map((source) => ({ source })),
});

const IMPORTED = [
  place('PUBLIC_SECURITY', '340000', 'IMPORTED'),
  place('PUBLIC_SECURITY', '430000', 'IMPORTED'),
  place('SOCIAL_INSURANCE', '430000', 'IMPORTED'),
  place('HOUSING_FUND', '340000', 'IMPORTED'),
  place('HOUSING_FUND', '430700', 'IMPORTED'),
  place('HOUSING_FUND', '510300', 'IMPORTED'),
];

const answer = (...recordPlaces: object[]) => ({
  data: { declareRecordPlace: { holder: { id: ids[0], recordPlaces } } },
});

describe('declareRecordPlace', () => {
  it('adds a place, remembered beside the others, and takes it back', async () => {
    const server = await start();
    const input = { department: 'SOCIAL_INSURANCE', place: '5101', idempotencyKey: 'declare-1' };

    const declared = await declare(server, input);
    const read = await askPeople(server, citizen, '{ me { socialInsurance { jurisdiction } } }');
    const taken = await declare(server, { ...input, held: false, idempotencyKey: 'declare-2' });

    const added = [
      ...IMPORTED.slice(0, 3),
      place('SOCIAL_INSURANCE', '510100', 'DECLARED'),
      ...IMPORTED.slice(3),
    ];
    expect(declared).toEqual(answer(...added));
    expect(read).toEqual({
      data: { me: { socialInsurance: [{ jurisdiction: '430000' }, { jurisdiction: '510100' }] } },
    });
    expect(taken).toEqual(answer(...IMPORTED));
  });

  it('stops at 20 places of a holder, and begins again when one is taken back', async () => {
    const server = await start();
    const codes = Array.from({ length: 21 }, (_, n) => `51${String(n + 1).padStart(2, '0')}`);
    const say = (place: string, more: object = {}) =>
      declare(server, {
        department: 'SOCIAL_INSURANCE',
        place,
        idempotencyKey: `many-${place}-${JSON.stringify(more).length}`,
        ...more,
      });
    for (const place of codes.slice(0, 20)) await say(place);

    const refused = await say('5121');
    const again = await say('5101', { idempotencyKey: 'known-again' });
    await say('5102', { held: false });
    const taken = await say('5121', { idempotencyKey: 'declare-later' });

    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'CONFLICT' } }] });
    expect(again).not.toHaveProperty('errors');
    expect(taken).not.toHaveProperty('errors');
  }, 60_000);

  it('stands as a second source beside what was imported', async () => {
    const declared = await declare(await start(), {
      department: 'PUBLIC_SECURITY',
      place: '430000000000',
      idempotencyKey: 'declare-1',
    });

    expect(declared).toEqual(
      answer(
        IMPORTED[0] ?? {},
        place('PUBLIC_SECURITY', '430000', 'DECLARED', 'IMPORTED'),
        ...IMPORTED.slice(2),
      ),
    );
  });

  it('has one effect under one key, also when it is sent many times at once and taken back in between', async () => {
    const server = await start();
    const input = { department: 'HOUSING_FUND', place: '11', idempotencyKey: 'same-key-1' };

    const answers = await Promise.all(Array.from({ length: 8 }, () => declare(server, input)));
    await declare(server, { ...input, held: false, idempotencyKey: 'take-back' });
    const late = await declare(server, input);

    const added = [
      ...IMPORTED.slice(0, 3),
      place('HOUSING_FUND', '110000', 'DECLARED'),
      ...IMPORTED.slice(3),
    ];
    expect(answers).toEqual(Array.from({ length: 8 }, () => answer(...added)));
    expect(late).toEqual(answer(...IMPORTED));
  });

  it.each([
    ['another place', { place: '12' }],
    ['another department', { department: 'PUBLIC_SECURITY' }],
    ['the opposite', { held: false }],
  ])('refuses a key that was used for %s', async (_, change) => {
    const server = await start();
    const input = { department: 'HOUSING_FUND', place: '11', idempotencyKey: 'same-key-1' };
    await declare(server, { ...input, ...change });

    expect(await declare(server, input)).toEqual({
      data: null,
      errors: [errorAt('CONFLICT', 'declareRecordPlace')],
    });
  });

  it.each([
    ['a county', { place: '430702' }],
    ['no division', { place: '99' }],
    ['a short key', { idempotencyKey: 'short' }],
    ['a key with other characters', { idempotencyKey: 'with a blank' }],
  ])('refuses %s', async (_, change) => {
    const input = { department: 'HOUSING_FUND', place: '4307', idempotencyKey: 'declare-1', ...change };

    expect(await declare(await start(), input)).toEqual({
      data: null,
      errors: [errorAt('BAD_USER_INPUT', 'declareRecordPlace')],
    });
  });

  it('is for people who are known here', async () => {
    const input = { department: 'HOUSING_FUND', place: '4307', idempotencyKey: 'declare-1' };

    expect(await declare(await start(), input, { ...citizen, subject: 'nobody' })).toEqual({
      data: null,
      errors: [errorAt('NOT_FOUND', 'declareRecordPlace')],
    });
  });
});

it('says that no index is connected', async () => {
  const read = await askPeople(await start(), citizen, '{ me { recordIndex { state checkedAt } } }');

  expect(read).toEqual({ data: { me: { recordIndex: { state: 'NOT_CONNECTED', checkedAt: null } } } });
});
