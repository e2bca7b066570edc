import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** The setting `store`, its endpoint left out. */
export const S3_SETTINGS = {
  kind: 's3',
  bucket: 'materials',
  prefix: 'cases/',
  region: 'cn-north-1',
  accessKeyId: 'AKEXAMPLE',
  secretAccessKey: 'example-of-a-secret/with+signs',
} as const;

export interface TestS3 {
  readonly url: string;
  /** By path. */
  readonly objects: Map<string, Buffer>;
  isAway: boolean;
  stop(): void;
}

/**
 * An object store that speaks as much of S3 as is asked of it: put, get and delete of objects by path, each request signed
 * by Signature Version 4, which is checked by the rules and not by the client's code, content included.
 */
export async function startS3(): Promise<TestS3> {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const path = request.url ?? '';
    if (s3.isAway) return response.writeHead(503).end();
    if (!isSigned(request, body))
      return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    switch (request.method) {
      case 'PUT':
        s3.objects.set(path, body);
        return response.writeHead(200).end();
      case 'DELETE':
        s3.objects.delete(path);
        return response.writeHead(204).end();
      default: {
        const found = s3.objects.get(path);
        return found === undefined ? response.writeHead(404).end() : response.writeHead(200).end(found);
      }
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const s3: TestS3 = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects: new Map(),
    isAway: false,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return s3;
}

const FORM =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/** @see AWS, Signature Version 4: the four steps of it. */
function isSigned({ method, url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const [, key, day = '', region = '', names = '', signature] = FORM.exec(headers.authorization ?? '') ?? [];
  const digest = sha256(body);
  const at = String(headers['x-amz-date']);
  const signsAll = ['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) =>
    names.split(';').includes(name),
  );
  if (key !== S3_SETTINGS.accessKeyId || region !== S3_SETTINGS.region || !at.startsWith(day) || !signsAll)
    return false;
  const stated = headers['x-amz-content-sha256'];
  if (stated !== digest && !(stated === 'UNSIGNED-PAYLOAD' && body.byteLength === 0)) return false;
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, url, '', lines.join(''), names, String(stated)].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', at, scope, sha256(Buffer.from(canonical))].join('\n');
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(`AWS4${S3_SETTINGS.secretAccessKey}`),
  );
  return createHmac('sha256', signingKey).update(text).digest('hex') === signature;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
