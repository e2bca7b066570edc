import { parse, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ConfiguredPolicies } from '../../../gateway/access/ConfiguredPolicies.ts';
import { deniedMark } from '../../../gateway/access/deniedMark.ts';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { TongbanGateway } from '../../../gateway/TongbanGateway.ts';
import { HttpUpstreamClient } from '../../../gateway/upstream/HttpUpstreamClient.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';
import { vault } from './vaultWorld.ts';

const nobody = new ConfiguredPolicies({});
const vaultSdl = composeTest(Object.entries(vault).map(([name, { sdl }]) => ({ name, sdl })));
const openSdl = composeTest([{ name: 'a', sdl: `${federationLink} type Query { a: Int }` }]);

/** Names of the fields that somebody who is not signed in is denied. */
async function deniedIn(supergraphSdl: string, query: string): Promise<readonly string[]> {
  const denied = await createGeneration(supergraphSdl, 10).access?.decide(parse(query), null, nobody);
  const names: string[] = [];
  if (denied) {
    visit(denied.document, { Field: (node) => void (deniedMark.isOn(node) && names.push(node.name.value)) });
  }
  return names;
}

/** What an older composition would have made, or a person. */
function edited(...edits: readonly (readonly [string | RegExp, string])[]): string {
  return edits.reduce((sdl, [from, to]) => {
    const next = sdl.replaceAll(from, to);
    expect(next, String(from)).not.toBe(sdl);
    return next;
  }, vaultSdl);
}

const SCOPES = '@requiresScopes(scopes: [["clerk", "audit"], ["chief"]])';

describe('rules that a supergraph does not spell out', () => {
  it.each([
    [
      'a field is as strict as what it requires',
      edited([`requires: "price") ${SCOPES}`, 'requires: "price")']),
      '{ book { offer } }',
      ['offer'],
    ],
    [
      'a field copied from an interface object is as strict as there',
      edited([/ @requiresScopes\(scopes: \[\["clerk"\]\]\) @join__field\b(?!\()/g, ' @join__field']),
      '{ book { reserve } }',
      ['reserve'],
    ],
    [
      'an interface is as strict as its types',
      edited([
        'label: String @join__field(graph: SHELF) @authenticated',
        'label: String @join__field(graph: SHELF)',
      ]),
      '{ nodes { label } named { title } }',
      ['label'],
    ],
    [
      'an interface by itself protects its fields',
      edited([/^interface Named\n/gm, 'interface Named @authenticated\n']),
      '{ named { title } book { title } }',
      ['named'],
    ],
    [
      'a directive may have another name',
      edited(
        ['@authenticated', '@signedIn'],
        ['authenticated/v0.1",', 'authenticated/v0.1", import: [{name: "@authenticated", as: "@signedIn"}],'],
      ),
      '{ hidden open }',
      ['hidden'],
    ],
    [
      'an empty list demands nothing',
      edited([SCOPES, '@requiresScopes(scopes: [])']),
      '{ book { price must } }',
      ['must'],
    ],
    [
      'a single name is a list',
      edited([SCOPES, '@requiresScopes(scopes: "chief")']),
      '{ book { price } }',
      ['price'],
    ],
  ])('%s', async (_, sdl, query, names) => {
    expect(await deniedIn(sdl, query)).toEqual(names);
  });

  it('a field is as strict as what it gets from a context', async () => {
    const sdl = composeTest([
      {
        name: 'a',
        sdl: `${federationLink} type Query { owner: Owner }
          type Owner @key(fields: "id") @context(name: "owner") { id: ID! secret: String @authenticated thing: Thing }
          type Thing @key(fields: "id") { id: ID!
            told(by: String @fromContext(field: "$owner { secret }")): Int @authenticated  plain: Int }`,
      },
      { name: 'b', sdl: `${federationLink} type Query { other: Int }` },
    ]).replace(/told: Int(.*) @authenticated/, 'told: Int$1');

    expect(sdl).toMatch(/told: Int(?!.*@authenticated)/);
    expect(await deniedIn(sdl, '{ owner { thing { told plain } } }')).toEqual(['told']);
  });

  it('a field is as strict as every type of the interface that it requires something of', async () => {
    const assets = (rule: string, outside: string) => `interface Asset { worth: Int }
      type House implements Asset { worth: Int ${outside} }
      type Account implements Asset { worth: Int ${rule} ${outside} }`;
    const sdl = composeTest([
      {
        name: 'a',
        sdl: `${federationLink} type Query { owner: Owner } ${assets('@authenticated', '')}
          type Owner @key(fields: "id") { id: ID! asset: Asset }`,
      },
      {
        name: 'b',
        sdl: `${federationLink} ${assets('', '@external')}
          type Owner @key(fields: "id") { id: ID! asset: Asset @external  plain: Int
            tax: Int @requires(fields: "asset { worth }") @authenticated }`,
      },
    ])
      .replace(/tax: Int(.*) @authenticated/, 'tax: Int$1')
      .replace(/(interface Asset[^}]*worth: Int.*) @authenticated/, '$1');

    expect(sdl).toMatch(/tax: Int(?!.*@authenticated)/);
    expect(sdl.match(/worth: Int.*@authenticated/g)).toHaveLength(1);
    expect(await deniedIn(sdl, '{ owner { tax plain } }')).toEqual(['tax']);
  });
});

it('costs nothing where nothing is demanded', () => {
  expect(createGeneration(openSdl, 10).access).toBeNull();
});

it('refuses a version of the directives that it does not enforce', () => {
  const unknown = vaultSdl.replace('authenticated/v0.1", for: SECURITY', 'authenticated/v0.9"');

  expect(() => createGeneration(unknown, 10)).toThrow(
    /authenticated\/v0.9 is a version that this gateway does not enforce/,
  );
});

it('prepares nothing for which nobody has decided', async () => {
  const generation = createGeneration(vaultSdl, 10);

  await expect(generation.prepare(parse('{ open }'), '{ open }', undefined)).rejects.toThrow(
    'was not decided',
  );
});

it('refuses an operation whose fragments grow beyond all measure', async () => {
  const levels = Array.from({ length: 20 }, (_, level) => {
    const below = level === 19 ? 'title' : `next { ...F${level + 1} } self { ...F${level + 1} }`;
    return `fragment F${level} on Book { ${below} }`;
  });

  await expect(deniedIn(vaultSdl, `{ book { ...F0 } } ${levels.join(' ')}`)).rejects.toMatchObject({
    code: 'OPERATION_TOO_COSTLY',
  });
});

it('is never left to the reference executor', () => {
  const client = new HttpUpstreamClient();
  const start = (supergraphSdl: string) =>
    new TongbanGateway({ supergraphSdl, client, executor: 'reference' });

  const reason = /^it uses @authenticated.*does not enforce; use executor own$/;
  expect(() => start(vaultSdl)).toThrow(reason);
  expect(() => start(openSdl).update(vaultSdl)).toThrow(reason);
});
