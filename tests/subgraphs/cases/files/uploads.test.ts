import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { act } from '../support/act.ts';
import type { CasesScene } from '../support/CasesScene.ts';
import { callers } from '../support/callers.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { INPUTS, submit } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';
import { CONTENTS, pdfOf } from './support/contents.ts';
import {
  handedIn,
  materialsSeen,
  opened,
  openUpload,
  patch,
  send,
  sendCut,
  uploaded,
} from './support/uploads.ts';
import { withFolder } from './support/withFolder.ts';

const { open, openForAll, logged } = withCases();
const folder = withFolder();
const MIB = 1_048_576;
const content = pdfOf(2.5 * MIB);
let scene: CasesScene;

beforeAll(async () => {
  scene = await openForAll({ settings: { files: folder.files() } });
});

const hexOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const offsetOf = async (url: string): Promise<string | null> =>
  (await send(scene, url, 'HEAD')).headers.get('upload-offset');

it('takes a file whole, makes it a material, and gives it back, whole and in ranges', async () => {
  const name = '暗号 身份证(正面).pdf';
  const file = await uploaded(scene, content, { name });
  const caseId = await handedIn(scene, INPUTS.retirement, file);

  const [material] = await materialsSeen(scene, caseId);
  expect(material).toEqual({
    file,
    kind: 'id-card',
    name,
    type: 'PDF',
    size: content.byteLength,
    sha256: hexOf(content),
    scannedAt: null,
    downloadUrl: {
      url: expect.stringContaining(`/files/${file}?use=download&`),
      expiresAt: expect.any(String),
    },
  });
  const written = await scene.query<{ name: string; digest: string }>(
    `select name, encode(digest, 'hex') as digest from cases.contents where case_id = $1 and sequence = 1`,
    [caseId],
  );
  expect(written.map(({ name: what }) => what).toSorted()).toEqual(['form', 'materials']);
  expect(
    await scene.query(
      `select convert_from(bytes, 'utf8')::jsonb -> 'contents' as contents from cases.events where case_id = $1 and sequence = 1`,
      [caseId],
    ),
  ).toEqual([{ contents: Object.fromEntries(written.map(({ name: what, digest }) => [what, digest])) }]);
  const { url } = material.downloadUrl;
  const whole = await send(scene, url, 'GET');
  expect([whole.status, whole.body.equals(content)]).toEqual([200, true]);
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-length': String(content.byteLength),
    'content-disposition': `attachment; filename="material.pdf"; filename*=UTF-8''%E6%9A%97%E5%8F%B7%20%E8%BA%AB%E4%BB%BD%E8%AF%81%28%E6%AD%A3%E9%9D%A2%29.pdf`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
  });
  for (const [range, start, end] of [
    [`bytes=${MIB - 3}-${MIB + 4}`, MIB - 3, MIB + 5],
    [`bytes=${2 * MIB}-`, 2 * MIB, content.byteLength],
    ['bytes=-10', content.byteLength - 10, content.byteLength],
  ] as const) {
    const part = await send(scene, url, 'GET', { headers: { range } });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes ${start}-${end - 1}/${content.byteLength}`,
    ]);
    expect(part.body.equals(content.subarray(start, end))).toBe(true);
  }
  const outside = await send(scene, url, 'GET', { headers: { range: 'bytes=99999999-' } });
  expect([outside.status, outside.headers.get('content-range')]).toEqual([
    416,
    `bytes */${content.byteLength}`,
  ]);
  const replaced = { range: 'bytes=0-1', 'if-range': '"another"' };
  expect((await send(scene, url, 'GET', { headers: replaced })).status).toBe(200);
  expect((await send(scene, url, 'HEAD')).headers.get('content-length')).toBe(String(content.byteLength));

  // Nothing of it lies anywhere in clear.
  const stored = await folder.bytesOf(file);
  expect(stored.byteLength).toBeGreaterThan(content.byteLength);
  expect([stored.includes('%PDF-1.7'), stored.includes(content.subarray(MIB, MIB + 32))]).toEqual([
    false,
    false,
  ]);
  const dump = await scene.query(
    `select row_to_json(f)::text || encode(about, 'escape') as text from cases.files f`,
  );
  expect(JSON.stringify(dump)).not.toMatch(/暗号|%E6/);
  expect(logged.join('')).not.toMatch(/暗号|signature=/);
});

it.each(Object.entries(CONTENTS))('takes %s', async (type, bytes) => {
  const { id, uploadUrl } = await opened(scene, bytes, { type });

  expect((await send(scene, uploadUrl.url, 'PUT', { body: bytes })).status).toBe(204);
  expect(await handedIn(scene, INPUTS.retirement, id)).toEqual(expect.any(String));
});

describe('an upload that is cut off', () => {
  it('goes on where it came to, as tus does', async () => {
    const { id, uploadUrl } = await opened(scene, content);
    await sendCut(scene, uploadUrl.url, content.subarray(0, 1.5 * MIB), content.byteLength);

    // The part that was not full is kept too.
    await expect.poll(() => offsetOf(uploadUrl.url)).toBe(String(1.5 * MIB));
    const wrong = await patch(scene, uploadUrl.url, MIB, content.subarray(MIB));
    expect([wrong.status, wrong.code, wrong.headers.get('upload-offset')]).toEqual([
      409,
      'CONFLICT',
      String(1.5 * MIB),
    ]);
    const little = await patch(scene, uploadUrl.url, 1.5 * MIB, content.subarray(1.5 * MIB, 1.5 * MIB + 1));
    expect([little.status, little.headers.get('upload-offset')]).toEqual([204, String(1.5 * MIB + 1)]);
    const head = await send(scene, uploadUrl.url, 'HEAD', { headers: { 'tus-resumable': '1.0.0' } });
    expect(Object.fromEntries(head.headers)).toMatchObject({
      'tus-resumable': '1.0.0',
      'upload-offset': String(1.5 * MIB + 1),
      'upload-length': String(content.byteLength),
      'cache-control': 'no-store',
    });
    const rest = await patch(scene, uploadUrl.url, 1.5 * MIB + 1, content.subarray(1.5 * MIB + 1));
    expect([rest.status, rest.headers.get('upload-offset')]).toEqual([204, String(content.byteLength)]);

    const [{ downloadUrl }] = await materialsSeen(scene, await handedIn(scene, INPUTS.retirement, id));
    expect((await send(scene, downloadUrl.url, 'GET')).body.equals(content)).toBe(true);
    // What was replaced is not left behind: three parts, no more.
    const parts = await scene.query(
      'select position, kept from cases.file_parts where file_id = $1 order by 1',
      [id],
    );
    expect(parts).toEqual([0, 1, 2].map((position) => ({ position, kept: true })));
    expect((await folder.names()).filter((path) => path.includes(id))).toHaveLength(3);
  });

  it('is found again by its key, with a fresh address', async () => {
    const key = 'resumed-by-its-key';
    const { id, uploadUrl } = await opened(scene, content, { idempotencyKey: key });
    await patch(scene, uploadUrl.url, 0, content.subarray(0, MIB));

    const again = await opened(scene, content, { idempotencyKey: key });
    expect(again).toMatchObject({ id, status: 'OPEN', offset: MIB });
    expect(refusalOf(await openUpload(scene, CONTENTS.PDF, { idempotencyKey: key }))[0]).toBe('CONFLICT');
  });

  it('is gone on with by one of two who come at once', async () => {
    const { uploadUrl } = await opened(scene, content);
    const both = await Promise.all([
      patch(scene, uploadUrl.url, 0, content.subarray(0, MIB)),
      patch(scene, uploadUrl.url, 0, content.subarray(0, MIB)),
    ]);

    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect(await offsetOf(uploadUrl.url)).toBe(String(MIB));
  });
});

it('refuses what is not what was declared, and deletes it', async () => {
  const other = Buffer.from(CONTENTS.PDF).fill('x', 12, 14);
  for (const [refusal, given, body] of [
    ['DIGEST', {}, other],
    ['TYPE', { type: 'JPEG' }, CONTENTS.PDF],
  ] as const) {
    const key = `refused-as-${refusal}`;
    const { id, uploadUrl } = await opened(scene, CONTENTS.PDF, { ...given, idempotencyKey: key });

    const refused = await send(scene, uploadUrl.url, 'PUT', { body });
    expect([refused.status, refused.code]).toEqual([422, 'BAD_USER_INPUT']);
    expect((await patch(scene, uploadUrl.url, 0, body)).status).toBe(410);
    const again = await opened(scene, CONTENTS.PDF, { ...given, idempotencyKey: key });
    expect(again).toMatchObject({ id, status: 'REFUSED', refusal });
    const materials = [{ kind: 'id-card', file: id }];
    expect(refusalOf(await submit(scene, { ...INPUTS.retirement, materials }))).toEqual([
      'CONFLICT',
      'input.materials.0.file: the file was refused; upload another one',
    ]);
    expect(await scene.query('select wrapped from cases.files where file_id = $1', [id])).toEqual([
      { wrapped: null },
    ]);
  }
});

it('refuses what is larger or smaller than declared, and what cannot be declared', async () => {
  const { uploadUrl } = await opened(scene, CONTENTS.PDF);
  const longer = Buffer.concat([CONTENTS.PDF, CONTENTS.PDF]);
  const streamed = await fetch(`${scene.url}${uploadUrl.url}`, {
    method: 'PUT',
    body: ReadableStream.from([new Uint8Array(longer)]),
    duplex: 'half',
  });

  expect((await send(scene, uploadUrl.url, 'PUT', { body: longer })).status).toBe(413);
  expect(streamed.status).toBe(413);
  expect((await send(scene, uploadUrl.url, 'PUT', { body: CONTENTS.PDF.subarray(1) })).status).toBe(400);
  expect((await patch(scene, uploadUrl.url, 0, longer)).status).toBe(413);
  expect((await send(scene, uploadUrl.url, 'PATCH', { body: CONTENTS.PDF })).status).toBe(415);
  const old = { 'tus-resumable': '0.2.2' };
  expect((await send(scene, uploadUrl.url, 'HEAD', { headers: old })).status).toBe(412);
  expect(await offsetOf(uploadUrl.url)).toBe('0');
  for (const changes of [
    { size: 0 },
    { size: 20_971_521 },
    { sha256: 'AB' },
    { name: '../a' },
    { name: 'a\n' },
  ])
    expect(refusalOf(await openUpload(scene, content, changes))[0]).toBe('BAD_USER_INPUT');
});

it('answers nobody but who has an address that we signed, for what it was signed, in time', async () => {
  let now = Date.now();
  const timed = await open({ now: () => now, settings: { files: folder.files({ urlSeconds: 60 }) } });
  const { id, uploadUrl } = await opened(timed, CONTENTS.PDF);
  const { url } = uploadUrl;
  const another = await opened(timed, CONTENTS.PDF);
  const put = async (address: string) => {
    const { status, code } = await send(timed, address, 'PUT', { body: CONTENTS.PDF });
    return [status, code];
  };
  const refused = [403, 'FORBIDDEN'];

  expect(await put(url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).toEqual(refused);
  expect(await put(url.replace(/expires=(\d+)/, (_, at) => `expires=${Number(at) + 60}`))).toEqual(refused);
  expect(await put(url.replace('use=upload', 'use=download'))).toEqual(refused);
  expect(await put(url.replace(id, another.id))).toEqual(refused);
  expect(await put(`${url}&use=upload`)).toEqual(refused);
  expect(await put(`/files/${id}`)).toEqual(refused);
  const read = await send(timed, url, 'GET');
  expect([read.status, read.headers.get('allow')]).toEqual([405, 'HEAD, PATCH, PUT']);
  now += 61_000;
  expect(await put(url)).toEqual(refused);
  const again = await opened(timed, CONTENTS.PDF);
  expect(await put(again.uploadUrl.url)).toEqual([204, null]);
});

it('makes a material of a file once, for who uploaded it, when it is there', async () => {
  const file = await uploaded(scene, CONTENTS.PDF);
  const theirs = await uploaded(scene, CONTENTS.PDF, {}, callers.neighbour);
  const { id: unfinished } = await opened(scene, CONTENTS.PDF);
  const trial = async (...materials: readonly object[]) =>
    refusalOf(await submit(scene, { ...INPUTS.retirement, materials }))[0];
  const caseId = await handedIn(scene, INPUTS.retirement, file);

  expect(await trial({ kind: 'id-card', file })).toBe('CONFLICT');
  expect(await trial({ kind: 'id-card', file: theirs })).toBe('NOT_FOUND');
  expect(await trial({ kind: 'id-card', file: '00000000-0000-4000-8000-000000000000' })).toBe('NOT_FOUND');
  expect(await trial({ kind: 'id-card', file: unfinished })).toBe('CONFLICT');
  expect(await trial({ kind: 'Not A Kind', file })).toBe('BAD_USER_INPUT');
  expect(await trial({ kind: 'a', file: theirs }, { kind: 'b', file: theirs })).toBe('BAD_USER_INPUT');
  expect(await materialsSeen(scene, caseId, callers.neighbour)).toBeNull();
  expect(await materialsSeen(scene, caseId, callers.guangdong)).toBeNull();
  expect(await materialsSeen(scene, caseId, callers.changsha)).toHaveLength(1);
  // An upload's address is no way to read it, and what is in no case is read by nobody.
  expect(refusalOf(await openUpload(scene, CONTENTS.PDF, {}, callers.stranger))[0]).toBe('NOT_FOUND');
  expect(refusalOf(await openUpload(scene, CONTENTS.PDF, {}, null))[0]).toBe('UNAUTHENTICATED');
});

it('takes materials that were found missing, beside those that are there', async () => {
  const first = await uploaded(scene, CONTENTS.PDF);
  const second = await uploaded(scene, CONTENTS.PNG, { type: 'PNG' });
  const caseId = await handedIn(scene, INPUTS.transfer, first);
  const caller = callers.anhui;
  await act(scene, { name: 'requestSupplement', caller, caseId, input: { reason: '请补充材料' } });
  const supplement = (input: object) =>
    act(scene, { name: 'supplementCase', caller: callers.applicant, caseId, input: { ...input } });

  expect(refusalOf(await supplement({}))[0]).toBe('BAD_USER_INPUT');
  expect((await supplement({ materials: [{ kind: 'photo', file: second }] })).errors).toBeUndefined();
  const materials = await materialsSeen(scene, caseId, callers.anhui);
  expect(materials.map(({ file, kind }: { file: string; kind: string }) => [file, kind])).toEqual([
    [first, 'id-card'],
    [second, 'photo'],
  ]);
});

it('takes no files where none are configured, and not too many of one caller', async () => {
  const bare = await open();
  const narrow = await open({ settings: { files: folder.files({ maxUnbound: 2 }) } });
  await Promise.all([opened(narrow, CONTENTS.PDF), opened(narrow, CONTENTS.PDF)]);

  expect(refusalOf(await openUpload(bare, CONTENTS.PDF))[0]).toBe('NOT_OFFERED');
  expect((await send(bare, '/files/00000000-0000-4000-8000-000000000000', 'HEAD')).status).toBe(404);
  expect(refusalOf(await openUpload(narrow, CONTENTS.PDF))[0]).toBe('CONFLICT');
});
