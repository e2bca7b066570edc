import { expect, it } from 'vitest';
import { findMisfits } from '../../../../gateway/edge/documents/findMisfits.ts';
import { hashDocument } from '../../../../gateway/edge/documents/hashDocument.ts';
import { makeManifest } from '../../../../gateway/edge/documents/makeManifest.ts';
import { readManifest } from '../../../../gateway/edge/documents/readManifest.ts';
import { composeTest } from '../../../support/composeTest.ts';
import { federationLink } from '../../../support/federationLink.ts';
import { world } from '../support/world.ts';

const NAME = '# who\nquery Name { me { ...N } }\nfragment N on Person { name }\n';
const RENAME = 'mutation Rename { rename(name: "a") { id } }';
const supergraphSdl = composeTest(Object.entries(world).map(([name, { sdl }]) => ({ name, sdl })));

it('a manifest is made of files as they are, and read again', () => {
  const manifest = makeManifest(
    new Map([
      ['name.graphql', NAME],
      ['rename.graphql', RENAME],
      ['again.graphql', NAME],
    ]),
  );

  expect(JSON.parse(manifest)).toEqual({
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: [
      { id: hashDocument(NAME), name: 'Name', type: 'query', body: NAME },
      { id: hashDocument(RENAME), name: 'Rename', type: 'mutation', body: RENAME },
    ],
  });
  expect(readManifest(manifest, 'm.json')).toEqual([
    { id: hashDocument(NAME), text: NAME },
    { id: hashDocument(RENAME), text: RENAME },
  ]);
});

it('a document without a name is one too', () => {
  const manifest = makeManifest(new Map([['a.graphql', '{ me { id } }']]));

  expect(JSON.parse(manifest).operations).toMatchObject([{ name: '', type: 'query', body: '{ me { id } }' }]);
});

it.each([
  ['{ me', 'a.graphql cannot be parsed: Syntax Error: Expected Name, found <EOF>.'],
  ['fragment F on Person { id }', 'a.graphql holds no operation'],
])('a file without an operation is refused: %s', (text, reason) => {
  expect(() => makeManifest(new Map([['a.graphql', text]]))).toThrow(reason);
});

it('a supergraph that is none is not taken for a broken document', () => {
  expect(() => findMisfits([{ id: 'name', text: NAME }], '{')).toThrow(
    'the supergraph cannot be used: Syntax Error: Expected Name, found <EOF>.',
  );
});

it('a supergraph that demands something of callers is one that documents can be held against', () => {
  const sdl = `${federationLink} type Query { a: Int @authenticated b: Int @policy(policies: [["p"]]) }`;

  expect(findMisfits([{ id: 'a', text: '{ a b }' }], composeTest([{ name: 'a', sdl }]))).toEqual([]);
});

it('why a supergraph cannot be used is told in the first line', () => {
  const unknown = supergraphSdl.replace(
    /schema\s/,
    '$&@link(url: "https://specs.example.dev/vault/v1.0", for: SECURITY) ',
  );

  expect(() => findMisfits([], unknown)).toThrow(
    /^the supergraph cannot be used: feature .*vault.* unsupported$/,
  );
});

it('documents that a supergraph cannot answer are named, with the reason and the line', () => {
  const documents = [
    { id: 'name', text: NAME },
    { id: 'old', text: 'query Old {\n  me { nickname }\n}' },
    { id: 'inside', text: '{ _service { sdl } }' },
  ];

  expect(findMisfits(documents, supergraphSdl)).toEqual([
    { id: 'old', reasons: ['line 2: Cannot query field "nickname" on type "Person". Did you mean "name"?'] },
    { id: 'inside', reasons: ['line 1: Cannot query field "_service" on type "Query".'] },
  ]);
});
