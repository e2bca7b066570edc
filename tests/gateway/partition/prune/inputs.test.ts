import { describe, expect, it } from 'vitest';
import { prune } from './prune.ts';

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

describe('variables at places of another type', () => {
  const select = '... on Record { asOf accounts(first: $n) { number } }';
  const declare = ', $n: Int';
  const other = [['first: Int = 20', 'first: Status']] as const;
  const byDefault = [['first: Int = 20', 'first: Status = OPEN']] as const;

  it.each([
    ['nothing is given', other, {}],
    ['null is given', other, { n: null }],
    ['nothing is given and the endpoint has a default', byDefault, {}],
  ])('are left out where %s', (_, lacks, variables) => {
    expect(prune({ lacks, select, declare, variables })).toMatchObject({
      sent: '... on Record { asOf accounts { number } }',
      declared: '',
      notOffered: [],
    });
  });

  it.each([
    ['something is given', other, { n: 5 }],
    ['null is given and the endpoint has a default, which would be taken', byDefault, { n: null }],
    ['nothing is given and the endpoint demands something', [['first: Int = 20', 'first: Status!']], {}],
  ] as const)('give up the field where %s', (_, lacks, variables) => {
    expect(prune({ lacks, select, declare, variables })).toMatchObject({
      sent: '... on Record { asOf }',
      notOffered: ['accounts'],
    });
  });

  it.each([
    ['in a list', [['statuses: [Status!]', 'statuses: [String!]']], 'statuses: [$s]'],
    [
      'in a list, behind one that fits',
      [['statuses: [Status!]', 'statuses: [String!]']],
      'statuses: [$t, $s]',
    ],
    ['in an object', [['{ status: Status since', '{ status: String since']], 'filter: { status: $s }'],
    [
      'in an object, behind one that fits',
      [['{ status: Status since', '{ status: String since']],
      'filter: { since: $t, status: $s }',
    ],
  ] as const)('give up the field: %s', (_, lacks, argument) => {
    const variables = { s: 'OPEN', t: 'OPEN' };
    const field = `accounts(${argument}) { number }`;

    expect(
      prune({
        lacks,
        select: `... on Record { asOf ${field} }`,
        declare: ', $s: Status!, $t: String!',
        variables,
      }),
    ).toMatchObject({ sent: '... on Record { asOf }', notOffered: ['accounts'] });
  });

  it.each([
    ['a variable with a default', [['first: Int = 20', 'first: Int!']], 'first: $n', ', $n: Int = 5', true],
    [
      'one whose default is null',
      [['first: Int = 20', 'first: Int!']],
      'first: $n',
      ', $n: Int = null',
      false,
    ],
    [
      'a member with a default',
      [['{ status: Status since', '{ status: Status! = OPEN since']],
      'filter: { status: $n }',
      ', $n: Status',
      true,
    ],
    [
      'a member without one',
      [['{ status: Status since', '{ status: Status! since']],
      'filter: { status: $n }',
      ', $n: Status',
      false,
    ],
  ] as const)('that became non-null take %s: %j', (_, lacks, argument, declared, isTaken) => {
    const field = `accounts(${argument}) { number }`;
    const { sent } = prune({ lacks, select: `... on Record { asOf ${field} }`, declare: declared });

    expect(sent.includes('accounts')).toBe(isTaken);
  });

  it('takes one value for a list of it', () => {
    const one = '... on Record { accounts(statuses: OPEN) { number } }';

    expect(prune({ lacks: [[' opened: String', '']], select: one })).toMatchObject({
      sent: one,
      notOffered: [],
    });
  });
});

describe('lists of input objects', () => {
  const lacks = [
    ['filter: AccountFilter', 'filter: [AccountFilter!]'],
    [' since: String', ''],
  ] as const;

  it.each([
    ['a literal', '[{ status: OPEN, since: null }]', '', {}, 'filter: [{status: OPEN}]'],
    ['a variable', '$f', ', $f: [AccountFilter!]', { f: [{ status: 'OPEN', since: null }] }, 'filter: $f'],
    [
      'a variable of one',
      '$f',
      ', $f: [AccountFilter!]',
      { f: { status: 'OPEN', since: null } },
      'filter: $f',
    ],
  ])('lose what the endpoint lacks and nobody has given: %s', (_, value, declare, variables, sent) => {
    const select = `... on Record { accounts(filter: ${value}) { number } }`;
    const pruned = prune({ lacks, select, declare, variables });

    expect(pruned).toMatchObject({ sent: `... on Record { accounts(${sent}) { number } }`, notOffered: [] });
    expect(JSON.stringify(pruned.variables)).not.toContain('since');
  });
});
