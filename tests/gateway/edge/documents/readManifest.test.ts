import { expect, it } from 'vitest';
import { completeDocuments } from '../../../../gateway/edge/documents/completeDocuments.ts';
import { documentSettings } from '../../../../gateway/edge/documents/documentSettings.ts';
import { readManifest } from '../../../../gateway/edge/documents/readManifest.ts';

const apollo = (operations: unknown, version: unknown = 1) =>
  JSON.stringify({ format: 'apollo-persisted-query-manifest', version, operations });

it('reads both formats', () => {
  const entries = [
    { id: 'a', text: '{ a }' },
    { id: 'b', text: '{ b }' },
  ];

  expect(readManifest('{"a":"{ a }","b":"{ b }"}', 'm.json')).toEqual(entries);
  expect(readManifest('\uFEFF{"a":"{ a }",\r\n"b":"{ b }"}\r\n', 'm.json')).toEqual(entries);
  expect(
    readManifest(
      apollo([
        { id: 'a', name: 'A', type: 'query', body: '{ a }' },
        { id: 'b', name: 'B', type: 'query', body: '{ b }' },
        { id: 'a', name: 'A', type: 'query', body: '{ a }' },
      ]),
      'm.json',
    ),
  ).toEqual(entries);
});

it.each([
  ['{', 'it is not a JSON object'],
  ['[]', 'it is not a JSON object'],
  [
    apollo([], 2),
    'expected the format apollo-persisted-query-manifest, version 1, with a list of operations',
  ],
  [apollo({}), 'expected the format apollo-persisted-query-manifest, version 1, with a list of operations'],
  [apollo([{ body: '{ a }' }]), 'document number 1 has no id'],
  [apollo([{ id: 'a' }]), 'document "a" has no text'],
  ['{"a":7}', 'document "a" has no text'],
  ['{"":"{ a }"}', 'document number 1 has no id'],
  ['{"a":"{ a"}', 'document "a" cannot be parsed'],
  ['{"a":"{ a }","b":"{ b(t: \\"\\\\\\",\\") }","\\u0061" : "{ c }"}', '"a" stands there twice'],
  [
    apollo([
      { id: 'a', body: '{ a }' },
      { id: 'a', body: '{ b }' },
    ]),
    'the id "a" stands for two different documents',
  ],
])('refuses %s', (json, reason) => {
  expect(() => readManifest(json, 'm.json')).toThrow(`m.json is no manifest of documents: ${reason}`);
});

it('enforces a manifest in production, tells elsewhere, and wants one for either', () => {
  const modeOf = (given: Readonly<Record<string, unknown>>, isProduction: boolean) =>
    completeDocuments(documentSettings.parse(given), isProduction).mode;

  expect(modeOf({ manifest: 'm.json' }, true)).toBe('enforce');
  expect(modeOf({ portals: { a: 'm.json' } }, true)).toBe('enforce');
  expect(modeOf({ manifest: 'm.json' }, false)).toBe('log');
  expect(modeOf({ manifest: 'm.json', mode: 'off' }, true)).toBe('off');
  expect(modeOf({}, true)).toBe('off');
  expect(() => modeOf({ mode: 'enforce' }, true)).toThrow(
    'documents.mode is enforce, and documents.manifest names no file',
  );
});
