import { describe, expect, it } from 'vitest';
import { readEntityAnswer } from '../../../gateway/partition/readEntityAnswer.ts';
import type { FaultPlace } from '../../../gateway/partition/toEntityError.ts';
import { createTestContext } from '../../support/createTestContext.ts';

const place: FaultPlace = { service: 'housing-fund', jurisdiction: '430700', context: createTestContext() };
const responseKeys = new Set(['balance', 'accounts']);

function read(
  answer: { data?: unknown; errors?: unknown },
  count = 1,
  { places = Array(count).fill(place), hasTimeLeft = true } = {},
) {
  return readEntityAnswer({ answer, places, responseKeys, hasTimeLeft });
}

function said(code: string, path: (string | number)[] = [], more: Record<string, unknown> = {}) {
  const texts: Record<string, [string, string, boolean]> = {
    JURISDICTION_BUSY: ['The system of this place is at its limit', 'JURISDICTION', true],
    JURISDICTION_BAD_RESPONSE: ['The answer of this place breaks its contract', 'JURISDICTION', false],
    NOT_FOUND: ['There is no such record', 'BUSINESS', false],
    INTERNAL_SERVER_ERROR: ['An internal error', 'JURISDICTION', false],
  };
  const [message, origin, retryable] = texts[code] ?? [];
  const common = { jurisdiction: '430700', service: 'housing-fund', retryable, traceId: 'request-1' };
  return { message, path, extensions: { code, origin, ...common, ...more } };
}

const busy = {
  message: '张三 990101199001011234',
  extensions: { code: 'JURISDICTION_BUSY', retryAfter: 7, url: 'http://x' },
};

describe('readEntityAnswer', () => {
  it('gives each error to its entity, in our words', () => {
    const errors = [
      { ...busy, path: ['_entities', 1, 'balance'] },
      {
        message: 'Boom',
        path: ['_entities', 0, 'accounts', 2, 'balance'],
        extensions: { code: 'ORA-00942' },
      },
    ];

    expect(read({ data: { _entities: [{ accounts: [] }, { balance: null }] }, errors }, 2)).toEqual([
      {
        kind: 'entity',
        value: { accounts: [] },
        errors: [said('JURISDICTION_BAD_RESPONSE', ['accounts', 2, 'balance'])],
      },
      {
        kind: 'entity',
        value: { balance: null },
        errors: [said('JURISDICTION_BUSY', ['balance'], { retryAfter: 7 })],
      },
    ]);
  });

  it('tells a missing record from a failed one', () => {
    const errors = [
      { ...busy, path: ['_entities', 1] },
      { message: 'later', path: ['_entities', 1, 'balance'] },
    ];

    expect(read({ data: { _entities: [null, null] }, errors }, 2)).toEqual([
      { kind: 'missing', error: said('NOT_FOUND') },
      { kind: 'failed', error: said('JURISDICTION_BUSY', [], { retryAfter: 7 }) },
    ]);
  });

  it.each([
    ['no path', undefined],
    ['the path of the list', ['_entities']],
    ['an index beyond the list', ['_entities', 9, 'balance']],
    ['an index that is none', ['_entities', '0']],
    ['another root', ['people', 0]],
  ])('lets an error with %s concern every entity once', (_, path) => {
    const errors = [{ ...busy, path }, { message: 'second' }];
    const error = said('JURISDICTION_BUSY', [], { retryAfter: 7 });

    expect(read({ data: { _entities: [{ balance: '1' }, null] }, errors }, 2)).toEqual([
      { kind: 'entity', value: { balance: '1' }, errors: [error] },
      { kind: 'failed', error },
    ]);
    expect(read({ data: null, errors }, 2)).toEqual([
      { kind: 'failed', error },
      { kind: 'failed', error },
    ]);
  });

  it.each([
    ['too few', { data: { _entities: [{}] } }],
    ['too many', { data: { _entities: [{}, {}, {}] } }],
    ['no list', { data: { _entities: {} } }],
    ['texts for entities', { data: { _entities: ['a', {}] } }],
    ['lists for entities', { data: { _entities: [[], {}] } }],
    ['no entities', { data: {} }],
    ['data of another kind', { data: 'x' }],
    ['nothing at all', {}],
    ['errors of another kind', { errors: 'x' }],
    ['errors that are none', { errors: [null, 3] }],
    [
      'a refusal of our own call',
      { errors: [{ message: 'x', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    ],
  ])('takes an answer with %s as broken for every entity', (_, answer) => {
    const failed = { kind: 'failed', error: said('JURISDICTION_BAD_RESPONSE') };

    expect(read(answer, 2)).toEqual([failed, failed]);
  });

  it.each([
    ['the place', true, 'JURISDICTION_TIMEOUT', 'NETWORK'],
    ['the request', false, 'DEADLINE_EXCEEDED', 'JURISDICTION'],
  ])(
    'takes an endpoint that ran out of time by whose time it was: that of %s',
    (_, hasTimeLeft, code, origin) => {
      const errors = [
        { message: 'x', path: ['_entities', 1], extensions: { code: 'DEADLINE_EXCEEDED', retryAfter: 9 } },
      ];

      expect(
        read({ data: { _entities: [{ balance: '1' }, null] }, errors }, 2, { hasTimeLeft }),
      ).toMatchObject([
        { kind: 'entity', value: { balance: '1' }, errors: [] },
        { kind: 'failed', error: { extensions: { code, origin, retryable: true } } },
      ]);
    },
  );

  it('keeps no more errors of an entity than are told, and one that stands for the rest', () => {
    const errors = Array.from({ length: 5_000 }, (_, index) => ({
      message: 'x',
      path: ['_entities', 1, 'accounts', index],
    }));

    const outcomes = read({ data: { _entities: [{}, {}] }, errors }, 2);

    const kept = outcomes.map((outcome) => ('errors' in outcome ? outcome.errors : []));
    expect(kept.map(({ length }) => length)).toEqual([0, 1_001]);
    expect(kept[1]?.at(-1)?.path).toEqual(['accounts', 1_000]);
  });

  it('cuts paths at words that the operation does not have', () => {
    const errors = [{ message: 'x', path: ['_entities', 0, 'accounts', 0, '张三', 'balance'] }];

    expect(read({ data: { _entities: [{}] }, errors })).toEqual([
      { kind: 'entity', value: {}, errors: [said('JURISDICTION_BAD_RESPONSE', ['accounts', 0])] },
    ]);
  });

  it('blames the jurisdiction for its own internal errors', () => {
    const errors = [
      { message: 'at /srv/app.js:3', path: ['_entities', 0], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ];

    expect(read({ data: { _entities: [null] }, errors })).toEqual([
      { kind: 'failed', error: said('INTERNAL_SERVER_ERROR') },
    ]);
  });

  it.each([
    [-1, undefined],
    ['5', undefined],
    [Number.NaN, undefined],
    [1.2, 2],
    [1e9, 86_400],
  ])('reads a retryAfter of %s as %s', (retryAfter, expected) => {
    const errors = [{ message: '', extensions: { code: 'JURISDICTION_BUSY', retryAfter, retryable: false } }];
    const [outcome] = read({ data: null, errors });

    expect(outcome).toMatchObject({ error: { extensions: { retryable: false } } });
    expect(outcome?.kind === 'failed' ? outcome.error.extensions['retryAfter'] : 0).toBe(expected);
  });

  it('writes Chinese to whom it is due', () => {
    const chinese = { ...place, context: createTestContext({ language: 'zh-CN' }) };

    expect(read({ data: { _entities: [null] } }, 1, { places: [chinese] })).toMatchObject([
      { error: { message: '未查到记录' } },
    ]);
  });
});
