import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlaygroundRoutes } from '../../../gateway/edge/createPlaygroundRoutes.ts';
import { HttpEdge } from '../../../gateway/edge/HttpEdge.ts';
import { startTestGateway } from './support/startTestGateway.ts';
import { world } from './support/world.ts';

const FOREIGN = buildSchema('type Query { me: Me } type Me { name: String }');

let folder: string;
let built: string | undefined;
let edge: HttpEdge;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-playground-'));
  built = join(folder, 'playground');
  await mkdir(join(built, 'sub.js'), { recursive: true });
  await writeFile(join(folder, 'secret.json'), '{"secret":true}');
  await writeFile(join(built, 'index.html'), '<!doctype html><title>通办</title>');
  await writeFile(join(built, 'playground.js'), 'page();');
  await writeFile(join(built, 'json.worker.js'), 'work();');
  await writeFile(join(built, 'playground.css'), 'a{}');
  await writeFile(join(built, '.hidden.js'), 'hidden();');
  await writeFile(join(built, 'playground.tsx'), 'source');
  edge = new HttpEdge({
    routes: createPlaygroundRoutes(
      {
        settings: { tokens: { citizen: 'abc' }, sampleHolders: ['h-1'] },
        schema: () => FOREIGN,
      },
      async () => built,
    ),
  });
  port = await edge.listen('127.0.0.1', 0);
});
afterAll(async () => {
  await edge.close(0);
  await rm(folder, { recursive: true });
});

/** Sends a path as it stands; fetch would tidy it up. */
function get(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  return new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
      });
      request.on('error', reject).end();
    },
  );
}

describe('the playground', () => {
  it.each([
    ['/playground', 'text/html; charset=utf-8', '<!doctype html><title>通办</title>'],
    ['/playground/', 'text/html; charset=utf-8', '<!doctype html><title>通办</title>'],
    ['/playground/index.html', 'text/html; charset=utf-8', '<!doctype html><title>通办</title>'],
    ['/playground/playground.js', 'text/javascript; charset=utf-8', 'page();'],
    ['/playground/json.worker.js?v=1', 'text/javascript; charset=utf-8', 'work();'],
    ['/playground/playground.css', 'text/css; charset=utf-8', 'a{}'],
    ['/playground/settings.json', 'application/json', '{"tabs":[]}'],
  ])('serves %s', async (path, type, body) => {
    const answer = await get(path);

    expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([200, type, body]);
  });

  it('lets the page load and ask nothing but its own origin', async () => {
    const { headers } = await get('/playground');

    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self' blob:",
      "style-src 'self' 'unsafe-inline'",
      "font-src 'self' data:",
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('is where the root leads', async () => {
    const { status, headers } = await get('/');

    expect([status, headers['location']]).toEqual([302, '/playground']);
  });

  it('answers nothing to who has the file already', async () => {
    const { headers } = await get('/playground/playground.js');

    const again = await get('/playground/playground.js', {
      headers: { 'if-none-match': String(headers['etag']) },
    });

    expect([again.status, again.body]).toEqual([304, '']);
  });

  it.each([
    '/playground/../secret.json',
    '/playground/%2e%2e/secret.json',
    '/playground/..%2fsecret.json',
    '/playground/..\\secret.json',
    '/playground//etc/passwd',
    '/playground/.hidden.js',
    '/playground/playground.tsx',
    '/playground/sub.js',
    '/playground/playground.js%00.html',
    '/playground/nothing.js',
    '/playground/index',
  ])('does not serve %s', async (path) => {
    const { status, body } = await get(path);

    expect([status, body]).toEqual([404, 'There is no such file\n']);
  });

  it('is only read', async () => {
    const { status, headers } = await get('/playground', { method: 'POST' });

    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it('sends no body to HEAD', async () => {
    const { status, headers, body } = await get('/playground/playground.js', { method: 'HEAD' });

    expect([status, headers['content-length'], body]).toEqual([200, '7', '']);
  });

  it('says how to get it while it is not built', async () => {
    const before = built;
    built = undefined;
    const { status, body } = await get('/playground');
    built = before;

    expect([status, body]).toEqual([404, 'The playground is not built: run npm run build\n']);
  });

  it('is where a browser is led that opens the address of the gateway, and nobody who asks something', async () => {
    const gateway = await startTestGateway(world, { playground: { enabled: true } });
    const open = async (search: string, accept: string) => {
      const { status, headers } = await gateway.get(`/graphql${search}`, {
        headers: { accept },
        redirect: 'manual',
      });
      return [status, headers.get('location')];
    };
    const page = 'text/html,application/xhtml+xml,*/*;q=0.8';
    const found = await Promise.all([
      open('', page),
      open('?query={__typename}', page),
      open('', 'application/json'),
    ]);
    await gateway.close();

    expect(found).toEqual([
      [302, '/playground'],
      [400, null],
      [400, null],
    ]);
  });

  it('may be switched off', async () => {
    const gateway = await startTestGateway(world, { playground: { enabled: false } });
    const opened = await gateway.get('/graphql', { headers: { accept: 'text/html' }, redirect: 'manual' });
    const statuses = await Promise.all(
      ['/', '/playground', '/playground/settings.json'].map(async (path) => (await gateway.get(path)).status),
    );
    await gateway.close();

    expect(statuses).toEqual([404, 404, 404]);
    expect(opened.status).toBe(406);
  });
});
