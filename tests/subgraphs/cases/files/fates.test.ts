import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { FaultPointName } from '../../../../subgraphs/serving/faultPointName.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { INPUTS, submit } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';
import { CONTENTS, pdfOf } from './support/contents.ts';
import { DyingFiles } from './support/DyingFiles.ts';
import { S3_SETTINGS, startS3 } from './support/startS3.ts';
import { startScanner } from './support/startScanner.ts';
import { handedIn, materialsSeen, opened, patch, send, uploaded } from './support/uploads.ts';
import { withFolder } from './support/withFolder.ts';

const { open } = withCases();
const folder = withFolder();
const MIB = 1_048_576;

it('asks a scanner over HTTP, waits for one that is away, and refuses what it refuses', async () => {
  const scanner = await startScanner();
  try {
    const scene = await open({ settings: { files: folder.files({ scan: { url: scanner.url } }) } });
    const { id, uploadUrl } = await opened(scene, CONTENTS.PDF);
    const { url } = uploadUrl;

    scanner.status = 503;
    const waiting = await send(scene, url, 'PUT', { body: CONTENTS.PDF });
    expect([waiting.status, waiting.code, waiting.headers.get('retry-after')]).toEqual([
      503,
      'INTERNAL_SERVER_ERROR',
      '5',
    ]);
    const materials = [{ kind: 'id-card', file: id }];
    expect(refusalOf(await submit(scene, { ...INPUTS.retirement, materials }))).toEqual([
      'CONFLICT',
      'input.materials.0.file: the upload has not come to its end',
    ]);
    scanner.status = 204;
    const head = await send(scene, url, 'HEAD');
    expect([head.status, head.headers.get('upload-offset')]).toEqual([200, String(CONTENTS.PDF.byteLength)]);
    expect(scanner.seen).toEqual(CONTENTS.PDF);
    const [material] = await materialsSeen(scene, await handedIn(scene, INPUTS.retirement, id));
    expect(material.scannedAt).toMatch(/^\d{4}-/);

    scanner.status = 422;
    const key = 'refused-by-scan';
    const refused = await opened(scene, CONTENTS.PDF, { idempotencyKey: key });
    expect((await send(scene, refused.uploadUrl.url, 'PUT', { body: CONTENTS.PDF })).status).toBe(422);
    expect(await opened(scene, CONTENTS.PDF, { idempotencyKey: key })).toMatchObject({
      status: 'REFUSED',
      refusal: 'SCAN',
    });
  } finally {
    scanner.stop();
  }
});

it('asks a scanner that is a program, which gets no secrets', async () => {
  const program = `
    const { createHash } = require('node:crypto');
    const hash = createHash('sha256');
    process.stdin.on('data', (chunk) => hash.update(chunk));
    process.stdin.on('end', () => {
      const names = Object.keys(process.env).filter((name) => !['PATH', 'LANG'].includes(name));
      if (names.length > 0) process.exit(7);
      process.exit(hash.digest('hex') === process.argv[1] ? 1 : 0);
    });`;
  const bad = createHash('sha256').update(CONTENTS.PNG).digest('hex');
  const scan = { command: [process.execPath, '-e', program, bad] };
  const scene = await open({ settings: { files: folder.files({ scan }) } });
  const clean = await opened(scene, CONTENTS.PDF);
  const infected = await opened(scene, CONTENTS.PNG, { type: 'PNG' });

  expect((await send(scene, clean.uploadUrl.url, 'PUT', { body: CONTENTS.PDF })).status).toBe(204);
  expect((await send(scene, infected.uploadUrl.url, 'PUT', { body: CONTENTS.PNG })).status).toBe(422);
});

it('erases materials with their case, and removes what came into no case in time', async () => {
  const scene = await open({ settings: { files: folder.files() } });
  const kept = await uploaded(scene, CONTENTS.PDF);
  const erased = await uploaded(scene, CONTENTS.PDF);
  const late = await uploaded(scene, CONTENTS.PDF);
  const key = 'announced-too-early';
  const { id: never, uploadUrl } = await opened(scene, pdfOf(MIB), { idempotencyKey: key });
  await patch(scene, uploadUrl.url, 0, pdfOf(MIB).subarray(0, 10));
  const keptCase = await handedIn(scene, INPUTS.retirement, kept);
  const erasedCase = await handedIn(scene, INPUTS.retirement, erased);
  const [{ downloadUrl }] = await materialsSeen(scene, erasedCase);
  await scene.query('update cases.keys set wrapped = null where case_id = $1', [erasedCase]);

  // At once: nobody reads it any more, with the master key or without.
  expect(await materialsSeen(scene, erasedCase)).toEqual([]);
  expect((await send(scene, downloadUrl.url, 'GET')).status).toBe(404);

  await scene.query(
    `update cases.files set created_at = now() - interval '25 hours' where case_id is null or file_id = $1`,
    [kept],
  );
  await scene.startWorker();
  await expect
    .poll(async () => (await scene.query('select file_id from cases.files')).map(({ file_id }) => file_id))
    .toEqual([kept]);
  for (const file of [erased, late, never]) expect(await folder.bytesOf(file)).toHaveLength(0);
  expect((await send(scene, uploadUrl.url, 'HEAD')).status).toBe(404);
  const [material] = await materialsSeen(scene, keptCase);
  expect((await send(scene, material.downloadUrl.url, 'GET')).body).toEqual(CONTENTS.PDF);
});

it('goes on after a server died between bytes and commit, and leaves nothing behind', async () => {
  const scene = await open({ settings: { files: folder.files() } });
  const content = pdfOf(2.5 * MIB);
  const dieAt = async (point: FaultPointName, received: number): Promise<string> => {
    const { id, uploadUrl } = await opened(scene, content);
    const dying = await DyingFiles.start(scene, point, 2);
    try {
      const put = fetch(`${dying.url}${uploadUrl.url}`, { method: 'PUT', body: new Uint8Array(content) });
      await expect(put).rejects.toThrow();
      expect(await dying.death()).toBe('SIGKILL');
    } finally {
      dying.kill();
    }
    const head = await send(scene, uploadUrl.url, 'HEAD');
    expect(head.headers.get('upload-offset')).toBe(String(received));
    expect((await patch(scene, uploadUrl.url, received, content.subarray(received))).status).toBe(204);
    const [{ downloadUrl }] = await materialsSeen(scene, await handedIn(scene, INPUTS.retirement, id));
    expect((await send(scene, downloadUrl.url, 'GET')).body.equals(content)).toBe(true);
    return id;
  };

  const ids = await Promise.all([dieAt('files.stored', MIB), dieAt('files.kept', 2 * MIB)]);

  const partsOf = async (id: string) => (await folder.names()).filter((name) => name.includes(id)).length;
  expect(await Promise.all(ids.map(partsOf))).toEqual([4, 3]);
  await scene.query(`update cases.file_parts set at = now() - interval '2 hours'`);
  await scene.startWorker();
  await expect.poll(() => Promise.all(ids.map(partsOf))).toEqual([3, 3]);
});

it('keeps files in S3 as on disk', async () => {
  const s3 = await startS3();
  try {
    const scene = await open({ settings: { files: { store: { ...S3_SETTINGS, endpoint: s3.url } } } });
    const content = pdfOf(1.5 * MIB);
    const { id, uploadUrl } = await opened(scene, content);

    s3.isAway = true;
    const away = await send(scene, uploadUrl.url, 'PUT', { body: content });
    expect([away.status, away.code]).toEqual([503, 'INTERNAL_SERVER_ERROR']);
    s3.isAway = false;
    expect((await patch(scene, uploadUrl.url, 0, content.subarray(0, 10))).status).toBe(204);
    expect((await patch(scene, uploadUrl.url, 10, content.subarray(10))).status).toBe(204);
    // The part of ten bytes was replaced, and removed.
    expect(s3.objects.size).toBe(2);
    const [{ downloadUrl }] = await materialsSeen(scene, await handedIn(scene, INPUTS.retirement, id));
    const range = { range: `bytes=${MIB - 1}-${MIB}` };
    const part = await send(scene, downloadUrl.url, 'GET', { headers: range });
    expect(part.body.equals(content.subarray(MIB - 1, MIB + 1))).toBe(true);
    expect([...s3.objects.keys()].every((name) => name.startsWith(`/materials/cases/${id}/`))).toBe(true);
    const [name = ''] = s3.objects.keys();
    // What was changed in the store is not passed on.
    const changed = Buffer.from(s3.objects.get(name) ?? '');
    changed.writeUInt8(changed.readUInt8(100) ^ 1, 100);
    s3.objects.set(name, changed);
    expect((await send(scene, downloadUrl.url, 'GET')).status).toBe(500);
  } finally {
    s3.stop();
  }
});
