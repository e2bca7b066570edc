import { describe, expect, it } from 'vitest';
import { DocumentGate } from '../../../../gateway/edge/documents/DocumentGate.ts';
import { DocumentMemory } from '../../../../gateway/edge/documents/DocumentMemory.ts';
import type { DocumentMode } from '../../../../gateway/edge/documents/documentSettings.ts';
import { hashDocument } from '../../../../gateway/edge/documents/hashDocument.ts';
import { TrustedDocuments } from '../../../../gateway/edge/documents/TrustedDocuments.ts';

const NOTHING = { query: undefined, documentId: undefined, operationName: undefined, variables: {} };
const APPROVED = '{ me { name } }';
const OTHER = '{ me { id } }';

function gateOf(mode: DocumentMode, automatic: DocumentMemory | null = new DocumentMemory(10_000)) {
  const told: (readonly [string, string])[] = [];
  const trusted = new TrustedDocuments([{ portal: null, entries: [{ id: 'name', text: APPROVED }] }]);
  const gate = new DocumentGate({
    trusted: () => trusted,
    mode,
    automatic,
    onUntrusted: (hash, portal) => told.push([hash, portal]),
  });
  return { gate, told };
}

describe('in the mode log', () => {
  it('what no manifest holds is answered, and told of once, by its hash', async () => {
    const { gate, told } = gateOf('log');

    for (const query of [OTHER, APPROVED, OTHER]) {
      expect(await gate.find({ ...NOTHING, query }, 'portal')).toMatchObject({ text: query });
    }

    expect(told).toEqual([[hashDocument(OTHER), 'portal']]);
  });

  it.each([
    ['its hash', hashDocument(OTHER)],
    ['its hash in capitals', hashDocument(OTHER).toUpperCase()],
    ['its hash and what it is', `sha256:${hashDocument(OTHER)}`],
  ])('what a client has registered is told of where another one asks for it by %s', async (_, documentId) => {
    const automatic = new DocumentMemory(10_000);
    automatic.register(hashDocument(OTHER), OTHER);
    const { gate, told } = gateOf('log', automatic);

    expect(await gate.find({ ...NOTHING, documentId }, '')).toEqual({
      text: OTHER,
      documentId: null,
      registerAs: null,
    });
    expect(told).toEqual([[hashDocument(OTHER), '']]);
  });

  it('a text is told of again when thousands of others were, so that no memory fills up with them', () => {
    const { gate, told } = gateOf('log');

    for (let n = 0; n < 10_000; n++) gate.find({ ...NOTHING, query: `{ a${n} }` }, '');
    gate.find({ ...NOTHING, query: '{ a0 }' }, '');
    expect(told).toHaveLength(10_000);
    gate.find({ ...NOTHING, query: '{ b }' }, '');
    gate.find({ ...NOTHING, query: '{ a0 }' }, '');

    expect(told.slice(10_000).map(([hash]) => hash)).toEqual(['{ b }', '{ a0 }'].map(hashDocument));
  });
});

it('of other modes nothing is told', async () => {
  const automatic = new DocumentMemory(10_000);
  automatic.register(hashDocument(OTHER), OTHER);
  const { gate, told } = gateOf('off', automatic);

  await gate.find({ ...NOTHING, query: OTHER }, '');
  await gate.find({ ...NOTHING, documentId: hashDocument(OTHER) }, '');

  expect(told).toEqual([]);
});

it('an id that means nothing is unknown where documents are approved, and means nothing at all where none can be', async () => {
  const { gate } = gateOf('log', null);
  await expect(gate.find({ ...NOTHING, documentId: 'nobody' }, '')).rejects.toMatchObject({
    code: 'PERSISTED_QUERY_NOT_FOUND',
  });

  const none = new DocumentGate({
    trusted: () => new TrustedDocuments([]),
    mode: 'off',
    automatic: null,
    onUntrusted: () => undefined,
  });
  await expect(none.find({ ...NOTHING, documentId: 'nobody' }, '')).rejects.toMatchObject({
    code: 'PERSISTED_QUERY_NOT_SUPPORTED',
  });
});
