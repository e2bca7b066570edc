import { createHash, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { CallContextCaller } from '../../../../../domain/callContext.ts';
import type { Answer, CasesScene } from '../../support/CasesScene.ts';
import { callers } from '../../support/callers.ts';
import { submitted } from '../../support/submit.ts';

export interface UploadSeen {
  readonly id: string;
  readonly status: string;
  readonly refusal: string | null;
  readonly offset: number;
  readonly uploadUrl: { readonly url: string; readonly expiresAt: string };
}

const OPEN = `mutation Open($input: OpenUploadInput!) { openUpload(input: $input) {
  upload { id status refusal offset uploadUrl { url expiresAt } } } }`;

/** Announces a content as it is, changed as a test wants it. */
export const openUpload = (
  scene: CasesScene,
  content: Buffer,
  changes: Readonly<Record<string, unknown>> = {},
  caller: CallContextCaller | null = callers.applicant,
): Promise<Answer> =>
  scene.ask(caller, OPEN, {
    input: {
      type: 'PDF',
      size: content.byteLength,
      sha256: createHash('sha256').update(content).digest('hex'),
      idempotencyKey: randomUUID(),
      ...changes,
    },
  });

/** @throws {Error} with the answer when none was opened. */
export async function opened(...given: Parameters<typeof openUpload>): Promise<UploadSeen> {
  const answer = await openUpload(...given);
  const payload = answer.data?.['openUpload'];
  if (typeof payload === 'object' && payload !== null && 'upload' in payload)
    return payload.upload as UploadSeen;
  throw new Error(JSON.stringify(answer));
}

export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Code of the error. */
  readonly code: string | null;
}

/** One request at the server of cases, as the gateway hands it through. */
export async function send(
  scene: CasesScene,
  url: string,
  method: string,
  {
    body,
    headers = {},
  }: { readonly body?: Buffer; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Said> {
  const answer = await fetch(`${scene.url}${url}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const isError = answer.status >= 400 && bytes.byteLength > 0;
  return {
    status: answer.status,
    headers: answer.headers,
    body: bytes,
    code: isError ? JSON.parse(bytes.toString('utf8')).errors[0].extensions.code : null,
  };
}

export const patch = (scene: CasesScene, url: string, offset: number, body: Buffer): Promise<Said> =>
  send(scene, url, 'PATCH', {
    body,
    headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
  });

/** Sends a part of a body that was said to be longer, and hangs up. */
export function sendCut(scene: CasesScene, url: string, body: Buffer, length: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${scene.url}${url}`, {
      method: 'PUT',
      headers: { 'content-length': String(length) },
    });
    request.once('error', reject);
    request.write(body, () => {
      request.once('close', resolve);
      request.removeAllListeners('error').on('error', () => undefined);
      request.destroy();
    });
  });
}

/** Uploads a content. @returns the id of the file. */
export async function uploaded(...given: Parameters<typeof openUpload>): Promise<string> {
  const [scene, content] = given;
  const { id, uploadUrl } = await opened(...given);
  const { status, body } = await send(scene, uploadUrl.url, 'PUT', { body: content });
  if (status !== 204) throw new Error(`${status} ${body.toString('utf8')}`);
  return id;
}

/** Hands in a case with one file. @returns the id of the case. */
export const handedIn = (
  scene: CasesScene,
  input: Readonly<Record<string, unknown>>,
  file: string,
): Promise<string> => submitted(scene, { ...input, materials: [{ kind: 'id-card', file }] });

const MATERIALS = `query Materials($id: ID!) { case(id: $id) {
  materials { file kind name type size sha256 scannedAt downloadUrl { url expiresAt } } } }`;

/** Materials of a case as somebody sees them; `null` where they do not see the case. */
export async function materialsSeen(
  scene: CasesScene,
  caseId: string,
  caller: CallContextCaller = callers.applicant,
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer to its own operation, whose shape it knows
): Promise<any> {
  const { data, errors } = await scene.ask(caller, MATERIALS, { id: caseId });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return (data?.['case'] as { readonly materials: unknown } | null)?.materials ?? null;
}
