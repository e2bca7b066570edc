import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { FileKeys } from '../../../gateway/edge/auth/FileKeys.ts';
import { watchManifests } from '../../../gateway/edge/documents/watchManifests.ts';
import { watchPartitions } from '../../../gateway/partition/watchPartitions.ts';
import { RevisionNotes } from '../../../gateway/reload/RevisionNotes.ts';
import { Revisions } from '../../../gateway/reload/Revisions.ts';
import { readRevision } from '../../../gateway/reload/readRevision.ts';
import { replaceFile } from '../../support/replaceFile.ts';
import { createTestIssuer } from '../edge/support/testIssuer.ts';

let folder: string;
let lines: string[];
let states: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-revisions-'));
  lines = [];
  states = [];
});
afterEach(() => rm(folder, { recursive: true }));

const log = (line: string) => void lines.push(line);
const tell = (state: string) => void states.push(state);
async function write(name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await replaceFile(file, content);
  return file;
}

it.each([
  ['# revision: 42\nschema { query: Query }', 42],
  ['\n#revision: 7\npeople:\n  "43": http://a/b', 7],
  ['port: 4000\nrevision: 3\n', 3],
  ['revision: 4 # an old backup\npeople: {}', 4],
  ['"revision": 9\npeople: {}\n', 9],
  ["'revision' : 10\r\npeople: {}\r\n", 10],
  ['type A { a: Int }\n"""\nrevision: 3\n"""\ntype B { b: Int }', null],
  ['# revision: 6\n"""\nrevision: 3\n"""\ntype B { b: Int }', 6],
  ['revision: 4#5', null],
  ['{ "revision": 12, "keys": [] }', 12],
  ['\uFEFF{ "revision": 13 }', 13],
  ['\uFEFFrevision: 14\r\npeople: {}\r\n', 14],
  ['{ "revision": "12" }', null],
  ['{ "revision": 0 }', 0],
  ['{ "revision": -1 }', null],
  ['{ "revision": 1.5 }', null],
  ['{ broken', null],
  ['type A {\n  revision: 3\n}', null],
  ['# revision: soon', null],
  ['', null],
])('a file says which revision it is: %j', (content, revision) => {
  expect(readRevision(content)).toBe(revision);
});

it('an older revision does not replace a later one, after the next start neither; the same one may come again', async () => {
  const file = join(folder, 'a.yaml');
  const noted = join(folder, 'revisions.json');
  const revisions = new Revisions(new RevisionNotes(noted, log));
  const take = (content: string, of = revisions) => {
    of.check(file, content);
    of.took(file, content);
  };
  take('a');
  take('b');
  take('# revision: 5\nc');

  for (const of of [revisions, new Revisions(new RevisionNotes(noted, log))]) {
    expect(() => take('# revision: 5\nc', of)).not.toThrow();
    expect(() => take('# revision: 4\nb', of)).toThrow(
      `${file}: revision 5 has been in use, and its revision 4 is not above that; to go back, give the old content a higher one`,
    );
    expect(() => take('# revision: 5\nanother', of)).toThrow('its revision 5 is not above that');
    expect(() => take('c', of)).toThrow('and it says no revision');
    expect(() => of.check(join(folder, 'other.yaml'), 'c')).not.toThrow();
  }
  take('# revision: 6\nb');
  expect(JSON.parse(await readFile(noted, 'utf8'))).toEqual({
    [file]: { revision: 6, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  expect(lines).toEqual([]);
});

it('notes that are broken are no reason to forget them, and an operator hears of what cannot be noted', async () => {
  const broken = await write('revisions.json', '{ "a": 1');
  expect(() => new Revisions(new RevisionNotes(broken, log))).toThrow(
    'the notes of revisions cannot be read',
  );

  const unreadable = await mkdtemp(join(folder, 'revisions-'));
  expect(() => new Revisions(new RevisionNotes(unreadable, log))).toThrow(
    `${unreadable}: the notes of revisions cannot be read; without them older files would be taken: remove it if that is meant`,
  );

  const nowhere = new Revisions(new RevisionNotes(join(folder, 'none', 'revisions.json'), log));
  nowhere.took('a.yaml', '# revision: 5');
  expect(lines).toEqual([expect.stringContaining('revisions cannot be noted (ENOENT)')]);
  expect(() => nowhere.check('a.yaml', '# revision: 4')).toThrow('revision 5 has been in use');
});

it('places that moved do not move back by an old file', async () => {
  const text = (revision: number, host: string) =>
    `revision: ${revision}\nfunds:\n  "43": http://${host}/graphql\n`;
  const file = await write('partitions.yaml', text(2, 'two'));
  const revisions = new Revisions();
  const source = await watchPartitions({ file, log, tell, revisions, intervalMs: 5, settleMs: 5 });
  onTestFinished(() => source.close());
  const hosts = () =>
    source
      .table()
      .endpoints()
      .map(({ url }) => new URL(url).host);

  await write('partitions.yaml', text(1, 'one'));
  await expect.poll(() => lines.join()).toContain('its revision 1 is not above that');
  expect([hosts(), states]).toEqual([['two'], ['stale']]);
  await write('partitions.yaml', text(3, 'one'));
  await expect.poll(hosts).toEqual(['one']);
  expect(states).toEqual(['stale', 'current']);

  await write('partitions.yaml', text(2, 'two'));
  await expect.poll(() => lines.at(-1)).toContain('revision 3 has been in use, and its revision 2');
  expect(hosts()).toEqual(['one']);
});

it('a document that was struck off does not come back by an old manifest', async () => {
  const manifest = (revision: number, ...operations: string[]) =>
    JSON.stringify({
      ...(operations.length > 1
        ? { format: 'apollo-persisted-query-manifest', version: 1, operations: operations.map(toOperation) }
        : Object.fromEntries(operations.map((body) => [body, body]))),
      revision,
    });
  const toOperation = (body: string) => ({ id: body, name: 'X', type: 'query', body });
  const file = await write('a.json', manifest(2, '{ a }'));
  const revisions = new Revisions();
  const settings = { manifest: [file], portals: {} };
  const manifests = await watchManifests({ settings, log, tell, revisions, intervalMs: 5 });
  onTestFinished(() => manifests.close());

  await write('a.json', manifest(1, '{ a }', '{ b }'));
  await expect.poll(() => lines.join()).toContain('its revision 1 is not above that; to go back');
  await expect(manifests.prepare(settings)).rejects.toThrow('its revision 1 is not above that');
  expect(manifests.current().size).toBe(1);
  await write('a.json', manifest(3, '{ a }', '{ b }'));
  await expect.poll(() => manifests.current().size).toBe(2);
  expect(states).toEqual(['stale', 'current']);

  await write('a.json', manifest(2, '{ a }'));
  await expect.poll(() => lines.at(-1)).toContain('revision 3 has been in use, and its revision 2');
  expect(manifests.current().size).toBe(2);
});

it('a key that was struck off does not come back by an old file', async () => {
  const { publicKey } = await createTestIssuer();
  const keys = (revision: number) => JSON.stringify({ revision, keys: [publicKey] });
  const file = await write('keys.json', keys(2));
  const options = { file, log, tell, revisions: new Revisions(), onChange: () => undefined, intervalMs: 5 };
  const source = await FileKeys.open(options);
  onTestFinished(() => source.close());

  await write('keys.json', keys(1));
  await expect.poll(() => lines.join()).toContain('its revision 1 is not above that');
  await expect(FileKeys.open(options)).rejects.toThrow('its revision 1 is not above that');
  await write('keys.json', keys(3));
  await expect.poll(() => lines.at(-1)).toContain('new keys are in use');
  expect(states).toEqual(['stale', 'current']);

  await write('keys.json', keys(2));
  await expect.poll(() => lines.at(-1)).toContain('revision 3 has been in use, and its revision 2');
});
