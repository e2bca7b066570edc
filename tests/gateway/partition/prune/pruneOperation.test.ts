import { buildSchema, parse, print, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildEndpointSchema } from '../../../../gateway/partition/prune/buildEndpointSchema.ts';
import { PreparedPruning } from '../../../../gateway/partition/prune/PreparedPruning.ts';
import { pruneOperation } from '../../../../gateway/partition/prune/pruneOperation.ts';
import { CONTRACT_SDL } from './contract.ts';

const RECORD = { __typename: 'Record', jurisdiction: '430000', holderId: 'h' };
const contract = buildSchema(CONTRACT_SDL.replace(/extend schema.*\n/, ''), { assumeValidSDL: true });

interface Case {
  /** Cut out of the contract: texts or patterns, each replaced by the text behind it. */
  readonly lacks: readonly (readonly [string | RegExp, string])[];
  readonly select: string;
  readonly declare?: string;
  readonly variables?: Record<string, unknown>;
  readonly representations?: readonly Record<string, unknown>[];
}

function prune({ lacks, select, declare = '', variables = {}, representations = [RECORD] }: Case) {
  const sdl = lacks.reduce((text, [cut, by]) => text.replace(cut, by), CONTRACT_SDL);
  if (lacks.length > 0 && sdl === CONTRACT_SDL) throw new Error('nothing was cut');
  const schema = buildEndpointSchema(sdl);
  const query = `query ($representations: [_Any!]!${declare}) { _entities(representations: $representations) { ${select} } }`;
  const document = parse(query);
  const prepared = new PreparedPruning({ document, query, operationName: undefined, schema, contract });
  const pruned = pruneOperation(prepared, variables, representations);

  if (pruned.representations.length > 0) expect(validate(schema, pruned.document)).toEqual([]);
  expect(print(parse(pruned.query))).toBe(print(pruned.document));
  return {
    sent: selectionOf(pruned.query),
    declared: /\((.*?)\) \{/
      .exec(pruned.query)?.[1]
      ?.replace('$representations: [_Any!]!', '')
      .replace(/^, /, ''),
    variables: pruned.variables,
    representations: pruned.representations,
    notOffered: pruned.notOffered.map(({ path }) => path.map(({ key }) => key).join('.')),
    withheld: pruned.withheld,
  };
}

const selectionOf = (query: string) =>
  query
    .replace(/\s+/g, ' ')
    .replace(/^.*?_entities\(representations: \$representations\) \{ (.*) \} \}$/, '$1');

const lacksField = (name: string) => [[new RegExp(` ${name}(\\(.*?\\))?: [^\\s}]+`), '']] as const;

describe('pruneOperation', () => {
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

  describe('arguments', () => {
    const lacks = [['first: Int = 20, ', '']] as const;
    const select = '... on Record { asOf accounts(first: $n) { number } }';
    const declare = ', $n: Int';
    const whole = {
      sent: '... on Record { asOf accounts { number } }',
      declared: '',
      variables: {},
      notOffered: [],
    };

    it('drops a field asked with an unknown argument, and the variable with it', () => {
      expect(prune({ lacks, select, declare, variables: { n: 5 } })).toMatchObject({
        sent: '... on Record { asOf }',
        declared: '',
        variables: {},
        notOffered: ['accounts'],
      });
    });

    it.each([
      ['null', { n: null }],
      ['nothing', {}],
      ['the default of the contract', { n: 20 }],
    ])('leaves the unknown argument out where it says %s', (_, variables) => {
      expect(prune({ lacks, select, declare, variables })).toMatchObject(whole);
    });

    it('looks at literals and at the defaults of variables in the same way', () => {
      const literal = (n: string) => select.replace('$n', n);

      expect(prune({ lacks, select: literal('null') })).toMatchObject(whole);
      expect(prune({ lacks, select: literal('20') })).toMatchObject(whole);
      expect(prune({ lacks, select: literal('5') }).notOffered).toEqual(['accounts']);
      expect(prune({ lacks, select, declare: ', $n: Int = 5' }).notOffered).toEqual(['accounts']);
      expect(prune({ lacks, select, declare: ', $n: Int = 20' })).toMatchObject(whole);
    });

    it('drops a field of which the endpoint demands an argument that is not given', () => {
      const demanding = [['note(style: NoteStyle = LONG)', 'note(style: NoteStyle!)']] as const;

      expect(prune({ lacks: demanding, select: '... on Record { asOf note }' })).toMatchObject({
        sent: '... on Record { asOf }',
        notOffered: ['note'],
      });
    });

    it('keeps nullable variables out of places that became non-null', () => {
      const demanding = [['first: Int = 20', 'first: Int!']] as const;

      expect(prune({ lacks: demanding, select, declare, variables: { n: 5 } }).notOffered).toEqual([
        'accounts',
      ]);
      expect(
        prune({ lacks: demanding, select, declare: ', $n: Int!', variables: { n: 5 } }).notOffered,
      ).toEqual([]);
    });
  });

  describe('enum inputs', () => {
    const lacks = [['OPEN SEALED CLOSED', 'OPEN CLOSED']] as const;

    it.each([
      ['a literal', 'accounts(statuses: [OPEN, SEALED])', '', {}],
      ['a variable', 'accounts(statuses: $s)', ', $s: [Status!]', { s: ['SEALED'] }],
      ['an item of a literal list', 'accounts(statuses: [$s])', ', $s: Status!', { s: 'SEALED' }],
      [
        'an input object in a variable',
        'accounts(filter: $s)',
        ', $s: AccountFilter',
        { s: { deep: { status: 'SEALED' } } },
      ],
      ['an input object literal', 'accounts(filter: { deep: { status: SEALED } })', '', {}],
      ['a default of a variable', 'accounts(statuses: $s)', ', $s: [Status!] = [SEALED]', {}],
    ])('drops the field for an unknown value in %s', (_, field, declare, variables) => {
      const select = `... on Record { asOf ${field} { number } }`;

      expect(prune({ lacks, select, declare, variables })).toMatchObject({
        sent: '... on Record { asOf }',
        declared: '',
        variables: {},
        notOffered: ['accounts'],
      });
    });

    it('keeps the field for known values, with another default taken out of the definition', () => {
      const select = '... on Record { accounts(statuses: $s) { number } }';
      const declare = ', $s: [Status!] = [SEALED]';

      expect(prune({ lacks, select, declare, variables: { s: ['OPEN'] } })).toMatchObject({
        sent: select,
        declared: '$s: [Status!]',
        variables: { s: ['OPEN'] },
        notOffered: [],
      });
    });

    it('treats an enum type that became another one as unknown', () => {
      const renamed = [['status: Status since', 'status: String since']] as const;
      const select = '... on Record { asOf accounts(filter: { status: OPEN }) { number } }';

      expect(prune({ lacks: renamed, select }).notOffered).toEqual(['accounts']);
    });
  });

  describe('input objects', () => {
    const lacks = [[' since: String', '']] as const;
    const declare = ', $f: AccountFilter';
    const select = '... on Record { asOf accounts(filter: $f) { number } }';

    it('drops the field where an unknown input field has a value', () => {
      const variables = { f: { status: 'OPEN', deep: { since: '2020' } } };

      expect(prune({ lacks, select, declare, variables }).notOffered).toEqual(['accounts']);
      expect(prune({ lacks, select: select.replace('$f', '{ since: "2020" }') }).notOffered).toEqual([
        'accounts',
      ]);
    });

    it('leaves unknown input fields out where they are null', () => {
      const variables = { f: { status: 'OPEN', since: null, deep: { since: null } } };

      expect(prune({ lacks, select, declare, variables })).toMatchObject({
        variables: { f: { status: 'OPEN', deep: {} } },
        notOffered: [],
      });
      expect(
        prune({
          lacks,
          select: select.replace('$f', '{ status: OPEN, since: $x }'),
          declare: ', $x: String',
        }),
      ).toMatchObject({
        sent: '... on Record { asOf accounts(filter: {status: OPEN}) { number } }',
        declared: '',
        notOffered: [],
      });
    });

    it('knows when the whole input type is unknown', () => {
      const older = [
        [', filter: AccountFilter', ''],
        [/input AccountFilter.*\n/, ''],
      ] as const;

      expect(prune({ lacks: older, select, declare, variables: { f: { status: 'OPEN' } } })).toMatchObject({
        sent: '... on Record { asOf }',
        declared: '',
        variables: {},
        notOffered: ['accounts'],
      });
      expect(prune({ lacks: older, select, declare, variables: { f: null } })).toMatchObject({
        sent: '... on Record { asOf accounts { number } }',
        declared: '',
        variables: {},
        notOffered: [],
      });
    });
  });

  describe('types', () => {
    it('drops conditions on unknown types without missing anything where none can occur', () => {
      const lacks = [
        ['union Owner = Person | Firm', 'union Owner = Person'],
        [/type Firm.*\n/, ''],
      ] as const;
      const select = '... on Record { owner { __typename ... on Person { age } ... on Firm { seat } } }';
      const { sent } = prune({ lacks, select });

      expect(sent).toBe('... on Record { owner { __typename ... on Person { age } } }');
    });

    it('misses fields of an unknown interface in the types that belong to it by the contract', () => {
      const lacks = [
        [/interface Named.*\n/, ''],
        [/ implements Named/g, ''],
      ] as const;
      const select = '... on Record { owner { __typename ... on Named { name } } }';

      expect(prune({ lacks, select })).toMatchObject({
        sent: '... on Record { owner { __typename } }',
        notOffered: ['owner.name'],
      });
    });

    it('withholds representations of a type that the endpoint does not know, and no others', () => {
      const permit = { __typename: 'Permit', jurisdiction: '430000', number: '1' };
      const lacks = [[/type Permit.*\n/, '']] as const;
      const select = '... on Record { asOf } ... on Permit { __typename until: validTo number }';

      expect(prune({ lacks, select, representations: [permit, RECORD] })).toMatchObject({
        sent: '... on Record { asOf }',
        representations: [RECORD],
        withheld: [{ position: 0, notOffered: ['until', 'number'], typenames: ['__typename'] }],
      });
    });

    it('does not take a type without a key for an entity', () => {
      const lacks = [['type Permit @key(fields: "jurisdiction number")', 'type Permit']] as const;
      const permit = { __typename: 'Permit', jurisdiction: '430000', number: '1' };

      expect(prune({ lacks, select: '... on Permit { validTo }', representations: [permit] })).toMatchObject({
        representations: [],
        withheld: [{ position: 0, notOffered: ['validTo'], typenames: [] }],
      });
    });

    it.each([
      [
        'an object that was a text',
        [['summary: Summary', 'summary: String']],
        'summary { months }',
        'summary',
      ],
      ['a text that was an object', [['asOf: String', 'asOf: Summary']], 'asOf', 'asOf'],
    ] as const)('drops %s', (_, lacks, field, missing) => {
      expect(prune({ lacks, select: `... on Record { owner { __typename } ${field} }` })).toMatchObject({
        sent: '... on Record { owner { __typename } }',
        notOffered: [missing],
      });
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

  it('writes named fragments out and leaves none behind', () => {
    const query = `query Q($representations: [_Any!]!) { _entities(representations: $representations) { ...A } }
      fragment A on Record { asOf ...B } fragment B on Record { note } fragment C on Account { opened }`;
    const schema = buildEndpointSchema(CONTRACT_SDL.replace(' asOf: String', ''));
    const prepared = new PreparedPruning({
      document: parse(query),
      query,
      operationName: 'Q',
      schema,
      contract,
    });
    const pruned = pruneOperation(prepared, {}, [RECORD]);

    expect(validate(schema, pruned.document)).toEqual([]);
    expect(selectionOf(pruned.query)).toBe('... on Record { ... on Record { note } }');
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

  it('takes undeclared inputs of @requires out of the representation', () => {
    const lacks = [
      [' region: Region @external', ''],
      ['@requires(fields: "level region { code }")', '@requires(fields: "level")'],
    ] as const;
    const representation = { ...RECORD, level: '2', region: { code: 'x' } };

    expect(
      prune({ lacks, select: '... on Record { quota }', representations: [representation] }),
    ).toMatchObject({
      representations: [{ ...RECORD, level: '2' }],
      notOffered: [],
    });
  });

  it('takes undeclared fields out of nested inputs, too', () => {
    const lacks = [['type Region { code: String }', 'type Region { name: String }']] as const;
    const representation = { ...RECORD, region: { name: 'n', code: 'x' } };

    expect(
      prune({ lacks, select: '... on Record { quota }', representations: [representation] }).representations,
    ).toEqual([{ ...RECORD, region: { name: 'n' } }]);
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
      contract,
    });

    expect(prepared.pruned({ n: 1 })).toBe(prepared.pruned({ n: 2 }));
    expect(prepared.pruned({ n: 1 })).not.toBe(prepared.pruned({ n: null }));
    expect(prepared.pruned({})).toBe(prepared.pruned({ n: null }));
  });
});
