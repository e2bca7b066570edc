import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildEndpointSchema } from '../../../../gateway/partition/prune/buildEndpointSchema.ts';
import { PreparedPruning } from '../../../../gateway/partition/prune/PreparedPruning.ts';
import { pruneOperation } from '../../../../gateway/partition/prune/pruneOperation.ts';
import { CONTRACT_SDL } from './contract.ts';
import { contractSchema } from './contractSchema.ts';
import { lacksField } from './lacksField.ts';
import { prune } from './prune.ts';
import { RECORD } from './record.ts';
import { selectionOf } from './selectionOf.ts';

describe('selections', () => {
  it('sends what is wholly offered as it is, byte for byte', () => {
    const select = '...on Record{asOf,accounts(first:$n){number}}';

    expect(prune({ lacks: [], select, declare: ', $n: Int', variables: { n: 3 } })).toEqual({
      sent: select,
      declared: '$n: Int',
      variables: { n: 3 },
      representations: [RECORD],
      notOffered: [],
      withheld: [],
    });
  });

  it('drops fields, at the top and below, by their response keys', () => {
    const lacks = [...lacksField('asOf'), ...lacksField('opened')];
    const select = '... on Record { time: asOf owner { __typename } accounts { number since: opened } }';

    expect(prune({ lacks, select })).toMatchObject({
      sent: '... on Record { owner { __typename } accounts { number } }',
      notOffered: ['time', 'accounts.since'],
    });
  });

  it('writes named fragments out and leaves none behind', () => {
    const query = `query Q($representations: [_Any!]!) { _entities(representations: $representations) { ...A } }
      fragment A on Record { asOf ...B } fragment B on Record { note } fragment C on Account { opened }`;
    const schema = buildEndpointSchema(CONTRACT_SDL.replace(' asOf: String', ''));
    const prepared = new PreparedPruning({
      document: parse(query),
      query,
      operationName: 'Q',
      schema,
      contract: contractSchema,
    });
    const pruned = pruneOperation(prepared, {}, [RECORD]);

    expect(validate(schema, pruned.document)).toEqual([]);
    expect(selectionOf(pruned.query)).toBe('... on Record { ... on Record { note } }');
  });

  it('does not remember values, only what they decide', () => {
    const schema = buildEndpointSchema(CONTRACT_SDL.replace('first: Int = 20, ', ''));
    const query =
      'query ($representations: [_Any!]!, $n: Int) { _entities(representations: $representations) { ... on Record { asOf accounts(first: $n) { number } } } }';
    const prepared = new PreparedPruning({
      document: parse(query),
      query,
      operationName: undefined,
      schema,
      contract: contractSchema,
    });

    expect(prepared.pruned({ n: 1 })).toBe(prepared.pruned({ n: 2 }));
    expect(prepared.pruned({ n: 1 })).not.toBe(prepared.pruned({ n: null }));
    expect(prepared.pruned({})).toBe(prepared.pruned({ n: null }));
  });
});

describe('selections that become empty', () => {
  it('gives up the field above, as far up as needed', () => {
    const lacks = [['type Summary { months: Int total: String }', 'type Summary { other: Int }']] as const;
    const select = '... on Record { asOf summary { months ... on Summary { total } } }';

    expect(prune({ lacks, select })).toMatchObject({
      sent: '... on Record { asOf }',
      notOffered: ['summary'],
    });
  });

  it('keeps a stub of which the key remains', () => {
    const lacks = lacksField('opened');
    const select = '... on Record { accounts { __typename number opened } }';

    expect(prune({ lacks, select })).toMatchObject({
      sent: '... on Record { accounts { __typename number } }',
      notOffered: ['accounts.opened'],
    });
  });

  it('sends nothing where nothing of the entity is left', () => {
    expect(
      prune({ lacks: lacksField('asOf'), select: '... on Record { __typename time: asOf }' }),
    ).toMatchObject({
      representations: [],
      withheld: [{ position: 0, notOffered: ['time'], typenames: ['__typename'] }],
    });
  });
});

describe('@skip and @include', () => {
  const select =
    '... on Record { note asOf @include(if: $yes) accounts { number opened @skip(if: $no) } ... on Record @skip(if: true) { summary { months } } }';
  const declare = ', $yes: Boolean!, $no: Boolean!';
  const lacks = [...lacksField('asOf'), ...lacksField('opened'), ...lacksField('summary')];

  it.each([
    [{ yes: true, no: false }, ['asOf', 'accounts.opened']],
    [{ yes: false, no: true }, []],
  ])('misses only what was asked for with %j', (variables, notOffered) => {
    expect(prune({ lacks, select, declare, variables })).toMatchObject({
      declared: '',
      variables: {},
      notOffered,
    });
  });
});

describe('a field under a condition that is no variable', () => {
  const lacks = lacksField('asOf');

  it.each([
    ['@include(if: true)', ['asOf']],
    ['@skip(if: false)', ['asOf']],
    ['@include(if: false)', []],
    ['@skip(if: true)', []],
  ])('is missed with %s as the client asked for it', (condition, notOffered) => {
    expect(prune({ lacks, select: `... on Record { note asOf ${condition} }` })).toMatchObject({
      sent: '... on Record { note }',
      notOffered,
    });
  });

  it('is missed whatever other directives say, which the endpoint need not know', () => {
    const select = '... on Record { note @shown(if: "a") asOf @shown(if: "a") @other }';

    expect(prune({ lacks, select })).toMatchObject({ sent: '... on Record { note }', notOffered: ['asOf'] });
  });

  it('of a named fragment is missed where that is included', () => {
    const query = `query ($representations: [_Any!]!, $yes: Boolean!) { _entities(representations: $representations) { ... on Record { note ...A @include(if: $yes) } } }
      fragment A on Record { asOf }`;
    const prepared = new PreparedPruning({
      document: parse(query),
      query,
      operationName: undefined,
      schema: buildEndpointSchema(CONTRACT_SDL.replace(' asOf: String', '')),
      contract: contractSchema,
    });
    const missed = (yes: boolean) => pruneOperation(prepared, { yes }, [RECORD]).notOffered.length;

    expect([missed(true), missed(false)]).toEqual([1, 0]);
  });
});
