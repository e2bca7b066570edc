import { describe, expect, it } from 'vitest';
import { prune } from './prune.ts';
import { RECORD } from './record.ts';

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
    ['an object that was a text', [['summary: Summary', 'summary: String']], 'summary { months }', 'summary'],
    ['a text that was an object', [['asOf: String', 'asOf: Summary']], 'asOf', 'asOf'],
  ] as const)('drops %s', (_, lacks, field, missing) => {
    expect(prune({ lacks, select: `... on Record { owner { __typename } ${field} }` })).toMatchObject({
      sent: '... on Record { owner { __typename } }',
      notOffered: [missing],
    });
  });
});

describe('inputs of @requires', () => {
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
});
