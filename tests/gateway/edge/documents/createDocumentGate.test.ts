import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import type { DocumentsConfig } from '../../../../gateway/edge/documents/completeDocuments.ts';
import { createDocumentGate } from '../../../../gateway/edge/documents/createDocumentGate.ts';
import { hashDocument } from '../../../../gateway/edge/documents/hashDocument.ts';
import { collectLogLines } from '../../../support/collectLogLines.ts';

const NOTHING = { query: undefined, documentId: undefined, operationName: undefined, variables: {} };
const TEXT = '{ me { name } }';
const OPEN = /^ANYBODY MAY SEND ANY OPERATION/;

async function start(changed: Partial<DocumentsConfig>, isProduction: boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-gate-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'm.json');
  await writeFile(file, JSON.stringify({ name: TEXT }));
  const settings: DocumentsConfig = {
    manifest: [file],
    portals: {},
    mode: 'enforce',
    automatic: true,
    automaticBytes: 100_000,
    ...changed,
  };
  const { sink, lines } = collectLogLines();
  const documents = await createDocumentGate({
    config: { documents: settings, isProduction },
    redis: undefined,
    logger: pino(sink),
    tell: () => undefined,
  });
  onTestFinished(() => documents.close());
  const take = async (next: Partial<DocumentsConfig>) =>
    (await documents.prepare({ ...settings, ...next }))();
  return { ...documents, lines, take };
}

it('an operator learns, at the start and at each edit, that a gateway in production answers anything', async () => {
  const { lines, take } = await start({}, true);
  expect(lines).toEqual([]);

  await take({ mode: 'log' });
  expect(lines).toEqual([expect.stringMatching(OPEN)]);
  await take({ mode: 'enforce' });
  expect(lines).toHaveLength(1);

  expect((await start({ mode: 'off' }, true)).lines).toEqual([expect.stringMatching(OPEN)]);
  expect((await start({ mode: 'off' }, false)).lines).toEqual([]);
});

it('what no manifest holds leaves a line with its hash, and nothing of its text', async () => {
  const { gate, lines } = await start({ mode: 'log' }, false);

  await gate.find({ ...NOTHING, query: '{ me { id } }' }, 'portal');

  expect(lines).toEqual(['no manifest holds this operation']);
});

it('other settings change how much clients may register', async () => {
  const { gate, take } = await start({ mode: 'off' }, false);
  const long = `{ ${'a'.repeat(2_000)} }`;
  const register = async (text: string) =>
    gate.register(await gate.find({ ...NOTHING, query: text, documentId: hashDocument(text) }, ''));
  const find = async (text: string) => gate.find({ ...NOTHING, documentId: hashDocument(text) }, '');

  await register(long);
  expect(await find(long)).toMatchObject({ text: long });

  await take({ mode: 'off', automaticBytes: 4_000 });
  await register('{ me { id } }');
  await register(`${long} #`);
  for (const gone of [long, `${long} #`]) {
    await expect(find(gone)).rejects.toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
  }
});
