import { describe, expect, it } from 'vitest';
import { hashDocument } from '../../../../gateway/edge/documents/hashDocument.ts';
import { TrustedDocuments } from '../../../../gateway/edge/documents/TrustedDocuments.ts';

const TEXT = '{ me { name } }';
const trusting = (id: string, portal: string | null = null) =>
  new TrustedDocuments([{ portal, entries: [{ id, text: TEXT }] }]);

describe('an approved document', () => {
  it.each([
    ['GetName', 'GetName'],
    ['GetName', 'sha256:GetName'],
    ['sha256:GetName', 'sha256:GetName'],
    ['GetName', `sha256:${hashDocument(TEXT).toUpperCase()}`],
  ])('that is called %s is found by %s', (id, asked) => {
    expect(trusting(id).findById(asked, '')?.text).toBe(TEXT);
  });

  it.each([
    ['GetName', 'getname'],
    ['getname', 'GetNames'],
    ['GetName', ''],
  ])('that is called %s is not found by %s', (id, asked) => {
    expect(trusting(id).findById(asked, '')).toBeUndefined();
  });

  it('of one portal is found by nobody else, by its text neither', () => {
    const documents = trusting('name', 'one');

    expect(documents.findById('name', 'one')?.text).toBe(TEXT);
    expect(documents.findByText(TEXT, 'one')?.id).toBe('name');
    for (const other of ['', 'two', 'null']) {
      expect(documents.findById('name', other)).toBeUndefined();
      expect(documents.findById(hashDocument(TEXT), other)).toBeUndefined();
      expect(documents.findByText(TEXT, other)).toBeUndefined();
    }
  });

  it('is one, however many manifests hold it and whatever they call it', () => {
    const documents = new TrustedDocuments([
      { portal: 'one', entries: [{ id: 'first', text: TEXT }] },
      { portal: 'two', entries: [{ id: 'second', text: TEXT }] },
    ]);

    expect(documents.size).toBe(1);
    for (const portal of ['one', 'two']) expect(documents.findByText(TEXT, portal)?.text).toBe(TEXT);
    expect(documents.findByText(TEXT, '')).toBeUndefined();
  });
});

it('two portals may call different documents by one id, and each gets its own', () => {
  const documents = new TrustedDocuments([
    { portal: 'one', entries: [{ id: 'main', text: TEXT }] },
    { portal: 'two', entries: [{ id: 'main', text: '{ me { id } }' }] },
  ]);

  expect(documents.findById('main', 'one')?.text).toBe(TEXT);
  expect(documents.findById('main', 'two')?.text).toBe('{ me { id } }');
  expect(documents.findById('main', '')).toBeUndefined();
});
